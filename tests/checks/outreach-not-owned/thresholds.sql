-- A7, from the first touch on by default, for Ben from the third: two are under it. The
-- window is [31 May 12:00, 30 June 12:00).
SELECT given_parameter('outreach-not-owned', 'warn_at', '3', rep => '005ben');
SELECT given_user('005ben'), given_user('005cleo');
SELECT given_account('001two', '005own'), given_account('001three', '005own'), given_account('001edge', '005own');
SELECT given_task('005ben', NULL, '2026-06-10 09:00'::timestamp + n * interval '1 day', account => '001two') FROM generate_series(1, 2) AS n;
SELECT given_task('005ben', NULL, '2026-06-10 09:00'::timestamp + n * interval '1 day', account => '001three') FROM generate_series(1, 3) AS n;
SELECT given_task('005cleo', NULL, at, account => '001edge')
  FROM unnest('{2026-05-31 11:59:59, 2026-05-31 12:00, 2026-06-30 11:59:59, 2026-06-30 12:00}'::timestamp[]) AS at;
