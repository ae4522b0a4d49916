-- A13, a run for one rep tells that rep's alone.
SELECT given_scope('005ben'), given_user('005ann'), given_user('005ben'), given_account('001ann', '005ann'), given_account('001ben', '005ben'), given_parameter('activity-unlinked', 'least_activities', '1');
SELECT given_task('005ann', NULL, '2026-06-10 09:00'), given_task('005ben', NULL, '2026-06-10 09:00');
