SELECT words FROM stage_forget WHERE kind IN ('name', 'address', 'other') ORDER BY words COLLATE "C"
