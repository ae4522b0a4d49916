-- A1, 7 days are [t, t + 7 days): the fourth touch exactly 7 days after the first is not
-- with it; a second earlier it is.
SELECT given_user('005ann');
SELECT given_contact('003edge'), given_contact('003inside');
SELECT given_task('005ann', '003edge', at)
  FROM unnest('{2026-06-01 09:00, 2026-06-03 09:00, 2026-06-05 09:00, 2026-06-08 09:00}'::timestamp[]) AS at;
SELECT given_task('005ann', '003inside', at)
  FROM unnest('{2026-06-01 09:00, 2026-06-03 09:00, 2026-06-05 09:00, 2026-06-08 08:59:59}'::timestamp[]) AS at;
