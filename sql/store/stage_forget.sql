-- $1 object
DELETE FROM stage_progress WHERE object = $1
