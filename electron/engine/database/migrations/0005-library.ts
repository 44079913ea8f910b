/** Owns what the Library asks of the clips table: who a clip belongs to, what was thought of it, words to find it by. Frozen: a change is a new file. */

export const library = `
ALTER TABLE clips ADD COLUMN still_name TEXT NOT NULL DEFAULT '';
ALTER TABLE clips ADD COLUMN batch_id TEXT REFERENCES batches (id);
ALTER TABLE clips ADD COLUMN duration_seconds INTEGER NOT NULL DEFAULT 0;
ALTER TABLE clips ADD COLUMN rating INTEGER CONSTRAINT rating_in_range CHECK (rating IS NULL OR rating BETWEEN 1 AND 5);
ALTER TABLE clips ADD COLUMN verdict TEXT CONSTRAINT verdict_known CHECK (verdict IS NULL OR verdict IN ('pick', 'reject'));
ALTER TABLE clips ADD COLUMN circled INTEGER NOT NULL DEFAULT 0 CONSTRAINT circled_is_flag CHECK (circled IN (0, 1));
ALTER TABLE clips ADD COLUMN trashed_at INTEGER;
ALTER TABLE clips ADD COLUMN discarded_at INTEGER;
ALTER TABLE clips ADD COLUMN sidecar_stale INTEGER NOT NULL DEFAULT 0 CONSTRAINT stale_is_flag CHECK (sidecar_stale IN (0, 1));
ALTER TABLE clips ADD COLUMN search_row INTEGER;

UPDATE clips SET search_row = rowid, (still_name, batch_id, duration_seconds) =
  (SELECT jobs.still_name, jobs.batch_id, jobs.duration_seconds FROM jobs WHERE jobs.id = clips.job_id);

CREATE VIRTUAL TABLE clip_search USING fts5 (
  words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
INSERT INTO clip_search (rowid, words)
  SELECT search_row, search_text(prompt || ' ' || still_name || ' ' || name || ' ' || seed) FROM clips;

CREATE UNIQUE INDEX where_words_of_a_clip_are ON clips (search_row);
CREATE INDEX what_the_library_sifts ON clips (trashed_at, saved_at DESC, id DESC, project_id, batch_id, still_id, model,
  seed, rating, verdict, circled, cost_micros, currency, missing_at, search_row);
CREATE INDEX what_waits_for_the_trash ON clips (trashed_at) WHERE trashed_at IS NOT NULL AND discarded_at IS NULL;
CREATE INDEX which_sidecars_are_stale ON clips (id) WHERE sidecar_stale = 1;
DROP INDEX newest_clip_of_a_shot;
CREATE INDEX best_clip_of_a_shot ON clips (shot_id, circled DESC, saved_at DESC) WHERE trashed_at IS NULL;
`
