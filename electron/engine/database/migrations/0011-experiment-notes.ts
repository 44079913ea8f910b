/** Owns the column for what was noted on an experiment. Frozen: a change is a new file. */

export const experimentNotes = `
ALTER TABLE experiments ADD COLUMN notes TEXT NOT NULL DEFAULT '';
`
