/** Owns the tables of experiments, of drafts made final, and the seed a project holds. Frozen: a change is a new file. */

export const experiments = `
CREATE TABLE experiments (
  id         TEXT PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES projects (id),
  name       TEXT NOT NULL,
  base       TEXT NOT NULL CONSTRAINT base_is_json CHECK (json_valid(base)),
  rows       TEXT NOT NULL CONSTRAINT rows_are_json CHECK (json_valid(rows)),
  columns    TEXT NOT NULL CONSTRAINT columns_are_json CHECK (json_valid(columns)),
  created_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE INDEX newest_experiments_first ON experiments (project_id, created_at DESC) WHERE removed_at IS NULL;

CREATE TABLE experiment_takes (
  job_id        TEXT PRIMARY KEY REFERENCES jobs (id),
  experiment_id TEXT NOT NULL REFERENCES experiments (id),
  repeat_of     TEXT REFERENCES jobs (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX which_takes_are_in_this_experiment ON experiment_takes (experiment_id);

CREATE TABLE promotions (
  job_id       TEXT PRIMARY KEY REFERENCES jobs (id),
  draft_job_id TEXT NOT NULL REFERENCES jobs (id),
  is_alike     INTEGER CONSTRAINT alike_is_flag CHECK (is_alike IN (0, 1)),
  judged_at    INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX which_finals_came_of_this_draft ON promotions (draft_job_id);

ALTER TABLE projects ADD COLUMN seed INTEGER CONSTRAINT seed_in_range CHECK (seed IS NULL OR seed BETWEEN 0 AND 2147483647);
`
