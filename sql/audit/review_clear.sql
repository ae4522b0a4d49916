DELETE FROM stage_decision
