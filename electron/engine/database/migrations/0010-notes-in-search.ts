/** Owns putting the notes on clips among the words that clips are found by. Frozen: a change is a new file. */

export const notesInSearch = `
INSERT OR REPLACE INTO clip_search (rowid, words)
  SELECT search_row, search_text(concat_ws(' ', prompt, still_name, name, seed,
    (SELECT group_concat(text, ' ') FROM clip_notes WHERE clip_id = clips.id)))
  FROM clips WHERE id IN (SELECT clip_id FROM clip_notes);
`
