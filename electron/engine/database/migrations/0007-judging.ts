/** Owns the tables of judging: sessions, their votes, and notes on clips. Frozen: a change is a new file. */

export const judging = `
CREATE TABLE judging_sessions (
  id         TEXT PRIMARY KEY,
  mode       TEXT NOT NULL CONSTRAINT mode_known CHECK (mode IN ('blind', 'champion')),
  clip_ids   TEXT NOT NULL CONSTRAINT clips_are_json CHECK (json_valid(clip_ids)),
  planned    INTEGER NOT NULL CONSTRAINT planned_not_negative CHECK (planned >= 0),
  seed       INTEGER NOT NULL,
  started_at INTEGER NOT NULL
) STRICT;
CREATE INDEX newest_judging_first ON judging_sessions (started_at DESC);

CREATE TABLE votes (
  session_id TEXT NOT NULL REFERENCES judging_sessions (id),
  place      INTEGER NOT NULL CONSTRAINT place_from_zero CHECK (place >= 0),
  left_id    TEXT NOT NULL REFERENCES clips (id),
  right_id   TEXT NOT NULL REFERENCES clips (id),
  outcome    TEXT NOT NULL CONSTRAINT outcome_known CHECK (outcome IN ('left', 'right', 'tie', 'both-bad')),
  repeat_of  INTEGER,
  voted_at   INTEGER NOT NULL,
  PRIMARY KEY (session_id, place),
  CONSTRAINT two_clips CHECK (left_id <> right_id),
  CONSTRAINT repeat_comes_later CHECK (repeat_of IS NULL OR repeat_of < place)
) STRICT, WITHOUT ROWID;

CREATE TABLE clip_notes (
  id         TEXT PRIMARY KEY,
  clip_id    TEXT NOT NULL REFERENCES clips (id),
  at_ms      INTEGER NOT NULL CONSTRAINT moment_from_zero CHECK (at_ms >= 0),
  text       TEXT NOT NULL CONSTRAINT text_is_some CHECK (length(text) > 0),
  written_at INTEGER NOT NULL
) STRICT;
CREATE INDEX notes_along_a_clip ON clip_notes (clip_id, at_ms);
`
