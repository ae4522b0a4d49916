-- A5, the thresholds are those of the rep on the row, the days the same for everybody: at
-- two days from touch to touch nothing is found that is three apart, Ben fails at two.
SELECT given_parameter('outreach-pile-on', 'days', '2'), given_parameter('outreach-pile-on', 'fail_at', '2', rep => '005ben');
SELECT given_user('005ann'), given_user('005ben');
SELECT given_contact('003al'), given_contact('003bo'), given_contact('003cy');
SELECT given_task('005ann', '003al', '2026-06-10 09:00'), given_task('005ben', '003al', '2026-06-12 08:59:59');
SELECT given_task('005ann', '003bo', '2026-06-10 09:00'), given_task('005ben', '003bo', '2026-06-12 09:00');
SELECT given_task('005ben', '003cy', '2026-06-10 09:00'), given_task('005ann', '003cy', '2026-06-11 09:00');
