-- A4, a reply before the window counts as well: of eight touches three came after it.
SELECT given_user('005ann');
SELECT given_contact('003bob');
SELECT given_task('005ann', '003bob', day) FROM generate_series('2026-04-01 09:00'::timestamp, '2026-04-07 09:00', '1 day') AS day;
SELECT given_task('005ann', '003bob', '2026-04-05 12:00', subject => '[In] Hello');
SELECT given_task('005ann', '003bob', '2026-06-01 09:00');
