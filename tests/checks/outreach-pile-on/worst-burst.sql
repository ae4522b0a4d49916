-- A5, the worst three days count, of equally bad ones the first. Who touched the person on
-- other days alone is not named.
SELECT given_user('005ann'), given_user('005ben'), given_user('005cleo'), given_user('005dot');
SELECT given_contact('003al'), given_contact('003bo');
SELECT given_task('005ann', '003al', '2026-06-02 09:00'), given_task('005ben', '003al', '2026-06-03 09:00'),
       given_task('005ann', '003al', '2026-06-20 09:00'), given_task('005cleo', '003al', '2026-06-21 09:00'),
       given_task('005dot', '003al', '2026-06-22 09:00');
SELECT given_task('005ann', '003bo', '2026-06-02 09:00'), given_task('005ben', '003bo', '2026-06-03 09:00'),
       given_task('005ann', '003bo', '2026-06-20 09:00'), given_task('005cleo', '003bo', '2026-06-21 09:00');
