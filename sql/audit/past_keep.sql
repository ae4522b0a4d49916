SELECT past_keep()
