-- A4, a meeting with the person breaks the run like a reply; one that was called off, a
-- copy for another guest, one with somebody else, one with nobody named or one that is
-- still to come does not.
SELECT given_user('005ann'), given_user('005ben');
SELECT given_contact('003met'), given_contact('003task'), given_contact('003off'), given_contact('003child'),
       given_contact('003later'), given_contact('003none');
SELECT given_task('005ann', who, day)
  FROM unnest('{003met, 003task, 003off, 003child, 003later, 003none}'::text[]) AS who,
       generate_series('2026-06-01 09:00'::timestamp, '2026-06-05 09:00', '1 day') AS day;
SELECT given_meeting('005ben', '003met', '2026-06-03 12:00'), given_meeting('005ann', '003off', '2026-06-03 12:00', subject => 'Canceled: Demo'),
       given_meeting('005ann', '003child', '2026-06-03 12:00', child => true), given_meeting('005ann', '003later', '2026-06-30 12:00'),
       given_meeting('005ann', NULL, '2026-06-03 12:00');
SELECT given_task('005ann', '003task', '2026-06-03 12:00', subtype => NULL, type => 'Meeting');
