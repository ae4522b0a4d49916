-- A4, a run that a reply of the window ended is over, even if its touches lay in it.
SELECT given_user('005ann');
SELECT given_contact('003bob');
SELECT given_task('005ann', '003bob', day) FROM generate_series('2026-06-01 09:00'::timestamp, '2026-06-09 09:00', '1 day') AS day;
SELECT given_task('005ann', '003bob', '2026-06-09 10:00', subject => '[In] Hello');
SELECT given_task('005ann', '003bob', '2026-06-20 09:00');
