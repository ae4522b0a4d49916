-- A5, a run for Ben sees everybody's touches to the persons Ben touched, and tells what is
-- Ben's: al. Of bo Ann came last.
SELECT given_scope('005ben');
SELECT given_user('005ann'), given_user('005ben'), given_user('005cleo');
SELECT given_contact('003al'), given_contact('003bo'), given_contact('003cy');
SELECT given_task('005ann', '003al', '2026-06-10 09:00'), given_task('005ben', '003al', '2026-06-11 09:00');
SELECT given_task('005ben', '003bo', '2026-06-10 09:00'), given_task('005ann', '003bo', '2026-06-11 09:00');
SELECT given_task('005ann', '003cy', '2026-06-10 09:00'), given_task('005cleo', '003cy', '2026-06-11 09:00');
