SELECT masters_refresh() AS activities
