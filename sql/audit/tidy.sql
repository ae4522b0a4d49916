-- What only the published run and this one still need.
DELETE FROM run_rep
 WHERE run_id < run_id() AND run_id NOT IN (SELECT run_id FROM publication)
