-- A1, a row per rep and person: the worst 7 days are the four touches of mid June, not
-- the two of its beginning; of two weeks as bad as each other the earlier is named.
SELECT given_user('005ann');
SELECT given_contact('003bob'), given_contact('003cleo');
SELECT given_task('005ann', '003bob', at)
  FROM unnest('{2026-06-01 09:00, 2026-06-02 09:00, 2026-06-15 09:00, 2026-06-16 09:00, 2026-06-17 09:00, 2026-06-18 09:00}'::timestamp[]) AS at;
SELECT given_task('005ann', '003cleo', at)
  FROM unnest('{2026-06-01 09:00, 2026-06-02 09:00, 2026-06-03 09:00, 2026-06-04 09:00}'::timestamp[]) AS at;
SELECT given_task('005ann', '003cleo', at)
  FROM unnest('{2026-06-21 09:00, 2026-06-22 09:00, 2026-06-23 09:00, 2026-06-24 09:00}'::timestamp[]) AS at;
