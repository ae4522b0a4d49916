DELETE FROM run_param WHERE run_id = run_id()
