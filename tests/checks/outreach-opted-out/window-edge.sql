-- A6, from 31 May 12:00 up to 30 June 12:00, touches alone, of reps alone. A deleted person
-- counts as absent. The day is the org's: 20 June 23:30 is the 21st in UTC.
SELECT given_user('005ann'), given_user('005gone', active => false);
SELECT given_contact('003first'), given_contact('003before'), given_contact('003end'), given_contact('003reply'), given_contact('003open'),
       given_contact('003gone', deleted => true), given_contact('003other'), given_contact('003night');
UPDATE contact_version SET opted_out = true;
SELECT given_task('005ann', '003first', '2026-05-31 12:00'), given_task('005ann', '003before', '2026-05-31 11:59:59'),
       given_task('005ann', '003end', '2026-06-30 12:00'), given_task('005ann', '003reply', '2026-06-10 09:00', subject => '[In] Hello'),
       given_task('005ann', '003open', '2026-06-10 09:00', status => 'Open'), given_task('005ann', '003gone', '2026-06-10 09:00'),
       given_task('005gone', '003other', '2026-06-10 09:00'), given_task('005ann', '003night', '2026-06-20 23:30');
