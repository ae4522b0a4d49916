-- A12 tells the reps of this run, not those who were ones in another.
SELECT given_setting('reps', 'roles', 'AE'), given_user('005ann', role => 'AE');
INSERT INTO run_rep (run_id, rep_id, name, email, alias, role, zone, manager_id, manager, is_named)
VALUES (2, '005gone', 'Gone', '', '', '', 'America/Los_Angeles', '', '', true);
