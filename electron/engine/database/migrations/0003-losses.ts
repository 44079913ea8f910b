/** Owns the columns for what is out of sight: clips whose file is gone, jobs the user has hidden. Frozen: a change is a new file. */

export const losses = `
ALTER TABLE clips ADD COLUMN missing_at INTEGER;
CREATE INDEX which_clips_are_missing ON clips (project_id, bytes) WHERE missing_at IS NOT NULL;
CREATE INDEX which_clip_is_this_file ON clips (path);

ALTER TABLE jobs ADD COLUMN hidden_at INTEGER;
DROP INDEX newest_movement_first;
CREATE INDEX newest_movement_first ON jobs (project_id, updated_at DESC, order_key DESC, state, hidden_at);
`
