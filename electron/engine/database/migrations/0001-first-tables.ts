/** Owns the first shape of the job table and its neighbours. Frozen: a change is a new file. */

export const firstTables = `
CREATE TABLE projects (
  id         TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  folder     TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE stills (
  id           TEXT PRIMARY KEY,
  project_id   TEXT NOT NULL REFERENCES projects (id),
  path         TEXT NOT NULL,
  name         TEXT NOT NULL,
  facts        TEXT CONSTRAINT facts_are_json CHECK (facts IS NULL OR json_valid(facts)),
  findings     TEXT NOT NULL DEFAULT '[]' CONSTRAINT findings_are_json CHECK (json_valid(findings)),
  inspected_at INTEGER,
  added_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX which_stills_have_this_path ON stills (project_id, path);

CREATE TABLE shots (
  id               TEXT PRIMARY KEY,
  project_id       TEXT NOT NULL REFERENCES projects (id),
  still_id         TEXT NOT NULL REFERENCES stills (id),
  position         INTEGER NOT NULL,
  prompt           TEXT NOT NULL,
  model            TEXT NOT NULL,
  resolution       TEXT NOT NULL,
  duration_seconds INTEGER NOT NULL CONSTRAINT duration_is_positive CHECK (duration_seconds > 0),
  watermark        INTEGER NOT NULL CONSTRAINT watermark_is_flag CHECK (watermark IN (0, 1)),
  seed             INTEGER CONSTRAINT seed_in_range CHECK (seed IS NULL OR seed BETWEEN 0 AND 2147483647),
  seed_locked      INTEGER NOT NULL CONSTRAINT lock_is_flag CHECK (seed_locked IN (0, 1)),
  created_at       INTEGER NOT NULL,
  removed_at       INTEGER
) STRICT;
CREATE INDEX shots_on_the_board ON shots (project_id, position) WHERE removed_at IS NULL;
CREATE INDEX which_shots_show_this_still ON shots (still_id);

CREATE TABLE batches (
  id              TEXT PRIMARY KEY,
  project_id      TEXT NOT NULL REFERENCES projects (id),
  estimate_micros INTEGER NOT NULL CONSTRAINT estimate_not_negative CHECK (estimate_micros >= 0),
  currency        TEXT NOT NULL CONSTRAINT currency_known CHECK (currency IN ('CNY', 'USD')),
  created_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE jobs (
  id                TEXT PRIMARY KEY,
  project_id        TEXT NOT NULL REFERENCES projects (id),
  batch_id          TEXT NOT NULL REFERENCES batches (id),
  shot_id           TEXT NOT NULL REFERENCES shots (id),
  still_id          TEXT NOT NULL REFERENCES stills (id),
  still_name        TEXT NOT NULL,
  still_sha256      TEXT NOT NULL,
  take              INTEGER NOT NULL CONSTRAINT take_from_one CHECK (take >= 1),
  retake_of         TEXT REFERENCES jobs (id),
  state             TEXT NOT NULL CONSTRAINT state_known CHECK (state IN
    ('queued', 'submitting', 'unconfirmed', 'rendering', 'downloading', 'done', 'failed', 'canceled')),
  service           TEXT NOT NULL,
  base_url          TEXT NOT NULL DEFAULT '',
  model             TEXT NOT NULL,
  prompt            TEXT NOT NULL,
  resolution        TEXT NOT NULL,
  duration_seconds  INTEGER NOT NULL CONSTRAINT duration_is_positive CHECK (duration_seconds > 0),
  watermark         INTEGER NOT NULL CONSTRAINT watermark_is_flag CHECK (watermark IN (0, 1)),
  seed              INTEGER NOT NULL CONSTRAINT seed_in_range CHECK (seed BETWEEN 0 AND 2147483647),
  frame_path        TEXT NOT NULL,
  frame_sha256      TEXT NOT NULL,
  frame_mime        TEXT NOT NULL,
  order_key         REAL NOT NULL,
  due_at            INTEGER,
  attempts          INTEGER NOT NULL DEFAULT 0 CONSTRAINT attempts_not_negative CHECK (attempts >= 0),
  task_id           TEXT,
  request_id        TEXT,
  task_status       TEXT,
  submitted_at      INTEGER,
  lost_at           INTEGER,
  accepted_at       INTEGER,
  scheduled_at      INTEGER,
  ended_at          INTEGER,
  finished_at       INTEGER,
  task_dies_at      INTEGER,
  link_dies_at      INTEGER,
  video_url         TEXT,
  link_etag         TEXT,
  clip_name         TEXT,
  clip_key          TEXT,
  clip_sha256       TEXT,
  clip_id           TEXT REFERENCES clips (id),
  currency          TEXT NOT NULL CONSTRAINT currency_known CHECK (currency IN ('CNY', 'USD')),
  estimate_micros   INTEGER NOT NULL CONSTRAINT estimate_not_negative CHECK (estimate_micros >= 0),
  actual_micros     INTEGER,
  billed_seconds    REAL,
  billed_resolution TEXT,
  error             TEXT CONSTRAINT error_is_json CHECK (error IS NULL OR json_valid(error)),
  retakable         INTEGER NOT NULL DEFAULT 1 CONSTRAINT retakable_is_flag CHECK (retakable IN (0, 1)),
  created_at        INTEGER NOT NULL,
  updated_at        INTEGER NOT NULL,
  CONSTRAINT rendering_has_a_task CHECK (state NOT IN ('rendering', 'downloading', 'done') OR task_id IS NOT NULL),
  CONSTRAINT done_has_a_clip CHECK (state <> 'done' OR clip_id IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX one_job_owns_a_task ON jobs (task_id) WHERE task_id IS NOT NULL;
CREATE UNIQUE INDEX one_job_is_one_take ON jobs (shot_id, take);
CREATE INDEX jobs_due_first ON jobs (state, due_at);
CREATE INDEX which_jobs_wait_in_order ON jobs (service, base_url, model, order_key) WHERE state = 'queued';
CREATE INDEX which_jobs_are_in_flight ON jobs (service, base_url, model, state)
  WHERE state IN ('submitting', 'unconfirmed', 'rendering');
CREATE INDEX newest_movement_first ON jobs (project_id, updated_at DESC, order_key DESC, state);
CREATE INDEX queue_of_a_project ON jobs (project_id, order_key) WHERE state = 'queued';
CREATE INDEX what_is_still_to_render ON jobs (resolution, duration_seconds)
  WHERE state IN ('queued', 'submitting', 'unconfirmed', 'rendering');
CREATE INDEX which_jobs_are_in_this_batch ON jobs (batch_id);
CREATE INDEX what_was_spent ON jobs (currency, actual_micros) WHERE actual_micros IS NOT NULL;
CREATE INDEX who_reserved_this_name ON jobs (project_id, clip_key) WHERE clip_key IS NOT NULL;
CREATE INDEX how_long_did_these_take ON jobs (resolution, duration_seconds, finished_at DESC, accepted_at)
  WHERE state = 'done';

CREATE TABLE job_events (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  job_id     TEXT NOT NULL REFERENCES jobs (id),
  at         INTEGER NOT NULL,
  event      TEXT NOT NULL,
  "from"     TEXT,
  "to"       TEXT NOT NULL,
  request_id TEXT,
  error      TEXT CONSTRAINT error_is_json CHECK (error IS NULL OR json_valid(error)),
  facts      TEXT NOT NULL DEFAULT '{}' CONSTRAINT facts_are_json CHECK (json_valid(facts))
) STRICT;
CREATE INDEX what_happened_to_this_job ON job_events (job_id, id);

CREATE TABLE clips (
  id          TEXT PRIMARY KEY,
  job_id      TEXT NOT NULL UNIQUE REFERENCES jobs (id) DEFERRABLE INITIALLY DEFERRED,
  project_id  TEXT NOT NULL REFERENCES projects (id),
  shot_id     TEXT NOT NULL REFERENCES shots (id),
  still_id    TEXT NOT NULL REFERENCES stills (id),
  path        TEXT NOT NULL,
  name        TEXT NOT NULL,
  take        INTEGER NOT NULL,
  seed        INTEGER NOT NULL,
  prompt      TEXT NOT NULL,
  model       TEXT NOT NULL,
  resolution  TEXT NOT NULL,
  cost_micros INTEGER NOT NULL,
  currency    TEXT NOT NULL CONSTRAINT currency_known CHECK (currency IN ('CNY', 'USD')),
  bytes       INTEGER NOT NULL CONSTRAINT bytes_positive CHECK (bytes > 0),
  sha256      TEXT NOT NULL,
  width       INTEGER NOT NULL,
  height      INTEGER NOT NULL,
  duration_ms REAL NOT NULL,
  frames      INTEGER NOT NULL CONSTRAINT has_frames CHECK (frames > 0),
  frame_rate  REAL NOT NULL,
  video_codec TEXT NOT NULL,
  audio_codec TEXT,
  saved_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX newest_clips_first ON clips (project_id, saved_at DESC);
CREATE INDEX newest_clip_of_a_shot ON clips (shot_id, saved_at DESC);

CREATE TABLE settings (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL CONSTRAINT value_is_json CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;
`
