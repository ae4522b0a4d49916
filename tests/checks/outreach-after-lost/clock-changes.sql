-- A9, days are the org's. Clocks go forward on 8 March 2026: lost on 1 March, the cool-down
-- of 10 days is over on 11 March 00:00, after 239 hours.
SELECT given_as_of('2026-03-20 12:00'), given_parameter('outreach-after-lost', 'cool_down_days', '10');
SELECT given_user('005ann');
SELECT given_account('001under', '005ann'), given_account('001at', '005ann');
SELECT given_opportunity('006under', '001under', '005ann', 'Closed Lost', '2026-03-01'), given_opportunity('006at', '001at', '005ann', 'Closed Lost', '2026-03-01');
SELECT given_task('005ann', NULL, '2026-03-10 23:59:59', account => '001under'), given_task('005ann', NULL, '2026-03-11 00:00', account => '001at');
