/** Owns the columns for what a claim pins to its job: the prices it will be billed by, and whose key sent it. Frozen: a change is a new file. */

export const pins = `
ALTER TABLE jobs ADD COLUMN pinned_prices TEXT
  CONSTRAINT prices_are_json CHECK (pinned_prices IS NULL OR json_valid(pinned_prices));
ALTER TABLE jobs ADD COLUMN key_print TEXT;
CREATE INDEX which_tasks_did_this_key_make ON jobs (key_print, task_dies_at) WHERE key_print IS NOT NULL AND task_id IS NOT NULL;
CREATE INDEX which_jobs_wait_for_their_key ON jobs (task_dies_at)
  WHERE due_at IS NULL AND error ->> '$.code' = 'other-key' AND state IN ('unconfirmed', 'rendering', 'downloading');
`
