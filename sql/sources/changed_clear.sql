DELETE FROM stage_changed
