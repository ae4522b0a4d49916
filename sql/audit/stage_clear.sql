DELETE FROM stage_finding
