-- A12 tells the reps of this run, by its thresholds, not those who were ones in another.
SELECT given_setting('reps', 'roles', 'AE'), given_user('005ann', role => 'AE');
INSERT INTO run_rep (run_id, rep_id, name, email, alias, role, zone, manager_id, manager, is_named)
VALUES (2, '005gone', 'Gone', '', '', '', 'America/Los_Angeles', '', '', true);
INSERT INTO run_param (run_id, check_id, rep_id, params)
SELECT 2, 'rep-quiet', rep, '{"window_days": 5, "least_working_days": 9, "logging_gap_under": 20}' FROM unnest('{005ann,""}'::text[]) AS rep;
