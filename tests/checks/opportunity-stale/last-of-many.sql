-- D1, the last of them counts, whatever way it speaks, and the row says what it was: of a
-- call in March about the deal, a meeting on 10 May with the contact and a note on 20 May
-- to the contact the note; of the other account's a meeting on 16 May.
SELECT given_user('005ann');
SELECT given_account('001acme'), given_contact('003bob', '001acme'), given_opportunity('006deal', '001acme');
SELECT given_account('001best'), given_contact('003bea', '001best'), given_opportunity('006best', '001best');
SELECT given_task('005ann', NULL, '2026-03-10 09:00', subtype => 'Call', what => '006deal'), given_meeting('005ann', '003bob', '2026-05-10 09:00'),
       given_task('005ann', '003bob', '2026-05-20 09:00', subtype => 'Task', subject => 'Note');
SELECT given_task('005ann', '003bea', '2026-03-10 09:00'), given_meeting('005ann', '003bea', '2026-05-16 09:00'),
       given_task('005ann', NULL, '2026-05-15 09:00', subtype => 'Call', what => '006best');
