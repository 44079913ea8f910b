/** Owns the column for the ticket of an order, by which one that is given twice is known. Frozen: a change is a new file. */

export const tickets = `
ALTER TABLE batches ADD COLUMN ticket TEXT;
CREATE INDEX which_batches_has_this_ticket ON batches (ticket) WHERE ticket IS NOT NULL;
`
