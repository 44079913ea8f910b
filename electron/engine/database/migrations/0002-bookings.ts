/** Owns the columns of the spend guard: when a job was last booked, for how much, and what it may have cost besides. Frozen: a change is a new file. */

export const bookings = `
ALTER TABLE batches ADD COLUMN cap_micros INTEGER CONSTRAINT cap_not_negative CHECK (cap_micros IS NULL OR cap_micros >= 0);
ALTER TABLE jobs ADD COLUMN booked_at INTEGER;
ALTER TABLE jobs ADD COLUMN reserved_micros INTEGER CONSTRAINT reserved_not_negative CHECK (reserved_micros >= 0);
ALTER TABLE jobs ADD COLUMN doubted_micros INTEGER NOT NULL DEFAULT 0 CONSTRAINT doubted_not_negative CHECK (doubted_micros >= 0);
UPDATE jobs SET booked_at = coalesce(submitted_at, accepted_at, updated_at), reserved_micros = estimate_micros
  WHERE submitted_at IS NOT NULL OR accepted_at IS NOT NULL;
DROP INDEX what_was_spent;
CREATE INDEX what_was_spent ON jobs (currency, booked_at, actual_micros) WHERE actual_micros IS NOT NULL;
CREATE INDEX what_a_batch_spent ON jobs (batch_id, actual_micros) WHERE actual_micros IS NOT NULL;
CREATE INDEX what_is_in_doubt ON jobs (currency, booked_at, batch_id, doubted_micros) WHERE doubted_micros > 0;
CREATE INDEX what_the_queue_will_cost ON jobs (currency, estimate_micros) WHERE state = 'queued';
`
