/** Owns the indexes of the queue: whose turn it is between batches, and how long renders took. Frozen: a change is a new file. */

export const queues = `
DROP INDEX which_jobs_wait_in_order;
CREATE INDEX which_jobs_wait_in_order ON jobs (service, base_url, model, order_key, due_at, batch_id) WHERE state = 'queued';
CREATE INDEX which_batches_wait ON jobs (service, base_url, model, batch_id, order_key) WHERE state = 'queued';
DROP INDEX which_jobs_are_in_this_batch;
CREATE INDEX which_jobs_are_in_this_batch ON jobs (batch_id, state);
CREATE INDEX how_long_did_these_render
  ON jobs (service, base_url, model, resolution, duration_seconds, ended_at DESC, scheduled_at)
  WHERE state = 'done' AND ended_at > scheduled_at;
`
