DELETE FROM run_param
 WHERE run_id < run_id() AND run_id NOT IN (SELECT run_id FROM publication)
