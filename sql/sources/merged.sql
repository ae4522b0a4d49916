-- What is merged is not gone on from
DELETE FROM stage_progress
