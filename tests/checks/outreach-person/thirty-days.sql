-- A1, more than 8 touches in 30 days warn, more than 12 fail. Every third day makes 3 in
-- any 7 days; so do three in one morning each week, 7 days apart to the hour.
SELECT given_user('005ann');
SELECT given_contact('003eight'), given_contact('003nine'), given_contact('003twelve'), given_contact('003thirteen');
SELECT given_task('005ann', '003eight', day) FROM generate_series('2026-06-01 09:00'::timestamp, '2026-06-22 09:00', '3 days') AS day;
SELECT given_task('005ann', '003nine', day) FROM generate_series('2026-06-01 09:00'::timestamp, '2026-06-25 09:00', '3 days') AS day;
SELECT given_task('005ann', who, week + hour * interval '1 hour')
  FROM (VALUES ('003twelve'), ('003thirteen')) AS persons (who),
       generate_series('2026-06-01 09:00'::timestamp, '2026-06-22 09:00', '7 days') AS week, generate_series(0, 2) AS hour;
SELECT given_task('005ann', '003thirteen', '2026-06-29 09:00');
