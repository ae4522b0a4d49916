-- A1, a run for one rep tells that rep's alone.
SELECT given_scope('005ben');
SELECT given_user('005ann'), given_user('005ben');
SELECT given_contact('003bob');
SELECT given_task(rep, '003bob', day)
  FROM unnest('{005ann, 005ben}'::text[]) AS rep, generate_series('2026-06-01 09:00'::timestamp, '2026-06-04 09:00', '1 day') AS day;
