/** Owns the table of savings of experiments, by which one that is given twice is known. Frozen: a change is a new file. */

export const experimentSaves = `
CREATE TABLE experiment_saves (
  ticket    TEXT PRIMARY KEY,
  saved_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`
