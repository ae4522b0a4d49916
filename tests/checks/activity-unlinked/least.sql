-- A13 speaks from 20 activities on: 2 of 20 are told, 19 of 19 are not, 1 of 20 is 5 %.
SELECT given_user('005ann'), given_user('005ben'), given_user('005cal');
SELECT given_account('001own', '005ben'), given_contact('003bob');
SELECT given_task('005ann', '003bob', '2026-06-01 00:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 18) AS n;
SELECT given_task('005ann', NULL, '2026-06-11 00:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 2) AS n;
SELECT given_task('005ben', NULL, '2026-06-11 00:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 19) AS n;
SELECT given_task('005cal', '003bob', '2026-06-01 00:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 19) AS n;
SELECT given_task('005cal', NULL, '2026-06-11 09:00');
