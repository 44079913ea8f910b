/** Owns the table of notes on clips. */

import type { Database, Statement } from 'better-sqlite3'
import type { ClipNote } from '#shared/judging.ts'
import { insertInto, selectList } from './columns.ts'

const FIELDS = ['id', 'clipId', 'atMs', 'text', 'writtenAt'] as const satisfies (keyof ClipNote)[]

export class ClipNotesTable {
  readonly #insert: Statement<[ClipNote]>
  readonly #remove: Statement<[string]>
  readonly #ofClip: Statement<[string], ClipNote>

  constructor(db: Database) {
    this.#insert = db.prepare(insertInto('clip_notes', FIELDS))
    this.#remove = db.prepare('DELETE FROM clip_notes WHERE id = ?')
    this.#ofClip = db.prepare(
      `SELECT ${selectList(FIELDS)} FROM clip_notes WHERE clip_id = ? ORDER BY at_ms, written_at, id`,
    )
  }

  insert(note: ClipNote): void {
    this.#insert.run(note)
  }

  remove(id: string): void {
    this.#remove.run(id)
  }

  /** Along the clip. */
  ofClip(clipId: string): ClipNote[] {
    return this.#ofClip.all(clipId)
  }
}
