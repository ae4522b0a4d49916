-- D1 counts dates in the org's zone: 31 May 23:59:59 is 30 days before 30 June, 1 June
-- 00:00 is 29, whatever date that is in UTC. What is at or after as of is not there yet.
SELECT given_user('005ann');
SELECT given_opportunity('006late'), given_opportunity('006early'), given_opportunity('006now', created => '2026-05-01 09:00'),
       given_opportunity('006just', created => '2026-05-01 09:00'), given_opportunity('006made', created => '2026-05-31 23:59:59'),
       given_opportunity('006new', created => '2026-06-01 00:00');
SELECT given_task('005ann', NULL, '2026-05-31 23:59:59', what => '006late'), given_task('005ann', NULL, '2026-06-01 00:00', what => '006early'),
       given_task('005ann', NULL, '2026-06-30 12:00', what => '006now'), given_task('005ann', NULL, '2026-06-30 11:59:59', what => '006just');
