-- A1, the window is [as of - 30 days, as of), from 31 May 12:00 to 30 June 12:00: its
-- first instant is in and the one before is out, its end is out and the second before is in.
SELECT given_user('005ann');
SELECT given_contact('003first'), given_contact('003before'), given_contact('003last'), given_contact('003after');
SELECT given_task('005ann', '003first', at)
  FROM unnest('{2026-05-31 12:00, 2026-06-01 09:00, 2026-06-02 09:00, 2026-06-03 09:00}'::timestamp[]) AS at;
SELECT given_task('005ann', '003before', at)
  FROM unnest('{2026-05-31 11:59:59, 2026-06-01 09:00, 2026-06-02 09:00, 2026-06-03 09:00}'::timestamp[]) AS at;
SELECT given_task('005ann', '003last', at)
  FROM unnest('{2026-06-27 09:00, 2026-06-28 09:00, 2026-06-29 09:00, 2026-06-30 11:59:59}'::timestamp[]) AS at;
SELECT given_task('005ann', '003after', at)
  FROM unnest('{2026-06-27 09:00, 2026-06-28 09:00, 2026-06-29 09:00, 2026-06-30 12:00}'::timestamp[]) AS at;
