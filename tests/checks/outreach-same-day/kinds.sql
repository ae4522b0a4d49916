-- A3, a row per kind and day: one of each kind is fine. Cleo had two calls on the 5th, two
-- LinkedIn messages that day, and two calls on the 8th, which makes three rows.
SELECT given_user('005ann');
SELECT given_contact('003bob'), given_contact('003cleo');
SELECT given_task('005ann', '003bob', '2026-06-05 09:00'), given_task('005ann', '003bob', '2026-06-05 09:00', subtype => 'Call'),
       given_task('005ann', '003bob', '2026-06-05 09:00', subtype => 'LinkedIn'),
       given_task('005ann', '003bob', '2026-06-05 09:00', subtype => NULL, type => 'sms');
SELECT given_task('005ann', '003cleo', at, subtype => 'Call')
  FROM unnest('{2026-06-05 09:00, 2026-06-05 15:00, 2026-06-08 09:00, 2026-06-08 15:00}'::timestamp[]) AS at;
SELECT given_task('005ann', '003cleo', at, subtype => 'LinkedIn')
  FROM unnest('{2026-06-05 09:00, 2026-06-05 15:00}'::timestamp[]) AS at;
