DELETE FROM stage_check
