/** Owns which words a clip is found by: its prompt, the names of its still and its file, its seed, and the notes on it. */

import type { Database } from 'better-sqlite3'
import { declareSearchText } from './search-text.ts'

/** Returns what puts a clip's words, as its rows have them now, into the index; unknown ids are none. */
export function wordIndex(db: Database): (clipId: string) => void {
  declareSearchText(db)
  const put = db.prepare<[string]>(`
    INSERT OR REPLACE INTO clip_search (rowid, words)
    SELECT search_row, search_text(concat_ws(' ', prompt, still_name, name, seed,
      (SELECT group_concat(text, ' ') FROM clip_notes WHERE clip_id = clips.id)))
    FROM clips WHERE id = ?`)
  return (clipId) => void put.run(clipId)
}
