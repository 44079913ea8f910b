/** Owns the tables for what was measured in clips and between them. Frozen: a change is a new file. */

export const measures = `
CREATE TABLE clip_measures (
  clip_id     TEXT PRIMARY KEY REFERENCES clips (id) DEFERRABLE INITIALLY DEFERRED,
  version     INTEGER NOT NULL CONSTRAINT version_from_one CHECK (version >= 1),
  state       TEXT NOT NULL CONSTRAINT state_known CHECK (state IN ('wanted', 'measured', 'failed')),
  likeness    REAL AS (json_extract("values", '$.likeness')) STORED,
  motion      REAL AS (json_extract("values", '$.motion')) STORED,
  flicker     REAL AS (json_extract("values", '$.flicker')) STORED,
  frozen_ms   REAL AS (json_extract("values", '$.frozenMs')) STORED,
  cuts        INTEGER AS (json_extract("values", '$.cuts')) STORED,
  drift       REAL AS (json_extract("values", '$.drift')) STORED,
  flashes     REAL AS (json_extract("values", '$.flashes')) STORED,
  "values"    TEXT CONSTRAINT values_are_json CHECK ("values" IS NULL OR json_valid("values")),
  error       TEXT CONSTRAINT error_is_json CHECK (error IS NULL OR json_valid(error)),
  wanted_at   INTEGER NOT NULL,
  computed_at INTEGER,
  CONSTRAINT measured_has_values CHECK (state <> 'measured' OR "values" IS NOT NULL)
) STRICT;
CREATE INDEX which_clips_want_measuring ON clip_measures (wanted_at) WHERE state = 'wanted';

CREATE TABLE clip_distances (
  clip_a   TEXT NOT NULL REFERENCES clips (id),
  clip_b   TEXT NOT NULL REFERENCES clips (id),
  version  INTEGER NOT NULL CONSTRAINT version_from_one CHECK (version >= 1),
  distance REAL NOT NULL CONSTRAINT distance_in_range CHECK (distance BETWEEN 0 AND 1),
  PRIMARY KEY (clip_a, clip_b),
  CONSTRAINT pair_in_order CHECK (clip_a < clip_b)
) STRICT, WITHOUT ROWID;
`
