-- A5, the window is [31 May 12:00, 30 June 12:00): a touch before it brings no second rep,
-- nor does one at its end. Both at its first instant are two.
SELECT given_user('005ann'), given_user('005ben');
SELECT given_contact('003in'), given_contact('003before'), given_contact('003last'), given_contact('003end');
SELECT given_task('005ann', '003in', '2026-05-31 12:00'), given_task('005ben', '003in', '2026-05-31 13:00');
SELECT given_task('005ann', '003before', '2026-05-31 11:59:59'), given_task('005ben', '003before', '2026-05-31 13:00');
SELECT given_task('005ann', '003last', '2026-06-30 11:00'), given_task('005ben', '003last', '2026-06-30 11:59:59');
SELECT given_task('005ann', '003end', '2026-06-30 11:00'), given_task('005ben', '003end', '2026-06-30 12:00');
SELECT given_contact('003both'), given_task('005ann', '003both', '2026-05-31 12:00'), given_task('005ben', '003both', '2026-05-31 12:00');
