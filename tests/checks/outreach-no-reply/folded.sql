-- A4: what folds is one touch, so these are four.
SELECT given_user('005ann'), given_contact('003ten');
SELECT given_task('005ann', '003ten', at)
  FROM unnest('{2026-06-05 09:00, 2026-06-06 09:00, 2026-06-07 09:00, 2026-06-08 09:00, 2026-06-08 09:10}'::timestamp[]) AS at;
