-- A13, more than 5 % of a rep's activities: 5 of 100 are fine, 6 of 100 are told.
SELECT given_user('005ann'), given_user('005ben');
SELECT given_contact('003bob');
SELECT given_task('005ann', '003bob', '2026-06-01 00:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 95) AS n;
SELECT given_task('005ann', NULL, '2026-06-11 00:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 5) AS n;
SELECT given_task('005ben', '003bob', '2026-06-01 00:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 94) AS n;
SELECT given_task('005ben', NULL, '2026-06-11 00:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 6) AS n;
