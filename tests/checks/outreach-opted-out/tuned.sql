-- A6, one fails by default; where Ann may slip once, two fail. A run for Ann tells hers alone.
SELECT given_scope('005ann');
SELECT given_parameter('outreach-opted-out', 'fail_at', '2', rep => '005ann');
SELECT given_user('005ann'), given_user('005ben');
SELECT given_contact('003one'), given_contact('003two');
UPDATE contact_version SET opted_out = true;
SELECT given_task(rep, '003one', '2026-06-10 09:00'), given_task(rep, '003two', '2026-06-10 09:00'), given_task(rep, '003two', '2026-06-11 09:00')
  FROM unnest('{005ann,005ben}'::text[]) AS rep;
