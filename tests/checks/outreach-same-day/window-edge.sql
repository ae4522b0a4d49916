-- A3, of 31 May only what is at or after 12:00 is in the window, of 30 June only what is
-- before 12:00.
SELECT given_user('005ann');
SELECT given_contact('003first'), given_contact('003before'), given_contact('003last'), given_contact('003after');
SELECT given_task('005ann', '003first', at) FROM unnest('{2026-05-31 12:00, 2026-05-31 15:00}'::timestamp[]) AS at;
SELECT given_task('005ann', '003before', at) FROM unnest('{2026-05-31 11:59:59, 2026-05-31 15:00}'::timestamp[]) AS at;
SELECT given_task('005ann', '003last', at) FROM unnest('{2026-06-30 09:00, 2026-06-30 11:59:59}'::timestamp[]) AS at;
SELECT given_task('005ann', '003after', at) FROM unnest('{2026-06-30 09:00, 2026-06-30 12:00}'::timestamp[]) AS at;
