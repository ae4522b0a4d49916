DELETE FROM stage_forget
