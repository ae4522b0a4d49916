-- A1, the worse of the two thresholds: 4 in 7 days only warn, 13 in 30 days fail, and
-- that is one row.
SELECT given_user('005ann');
SELECT given_contact('003bob');
SELECT given_task('005ann', '003bob', week + hour * interval '1 hour')
  FROM generate_series('2026-06-01 09:00'::timestamp, '2026-06-22 09:00', '7 days') AS week, generate_series(0, 2) AS hour;
SELECT given_task('005ann', '003bob', '2026-06-01 12:00');
