-- A1, a row per rep and person: both reps chase Bob, each is told.
SELECT given_user('005ann'), given_user('005ben');
SELECT given_contact('003bob');
SELECT given_task('005ann', '003bob', day) FROM generate_series('2026-06-01 09:00'::timestamp, '2026-06-04 09:00', '1 day') AS day;
SELECT given_task('005ben', '003bob', day) FROM generate_series('2026-06-11 09:00'::timestamp, '2026-06-16 09:00', '1 day') AS day;
