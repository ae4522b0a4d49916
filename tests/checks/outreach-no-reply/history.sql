-- A4, the run may begin long before the window, if its last touch lies in it: from 31 May
-- 12:00 to before 30 June 12:00.
SELECT given_user('005ann');
SELECT given_contact('003first'), given_contact('003before'), given_contact('003last'), given_contact('003now'), given_contact('003old');
SELECT given_task('005ann', who, day)
  FROM unnest('{003first, 003before, 003last, 003now, 003old}'::text[]) AS who,
       generate_series('2025-12-01 23:30'::timestamp, '2025-12-04 23:30', '1 day') AS day;
SELECT given_task('005ann', '003first', '2026-05-31 12:00'), given_task('005ann', '003before', '2026-05-31 11:59:59'),
       given_task('005ann', '003last', '2026-06-30 11:59:59'), given_task('005ann', '003now', '2026-06-30 12:00'),
       given_task('005ann', '003old', '2026-01-15 09:00');
-- Ben wrote to her five times in April, and only Ann in June: his run isn't going on.
SELECT given_user('005ben'), given_contact('003eve'), given_account('001ben', '005ben'), given_task('005ann', '003eve', '2026-06-10 09:00');
SELECT given_task('005ben', '003eve', '2026-04-01 09:00'::timestamp + n * interval '1 day') FROM generate_series(1, 5) AS n;
