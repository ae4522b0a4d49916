-- A11, what counts is the first message since the owner's last touch; a person who was
-- answered and wrote again waits from then.
SELECT given_calendar(), given_user('005ann');
SELECT given_contact('003al');
UPDATE contact_version SET owner_id = '005ann';
SELECT given_task('005ann', '003al', '2026-06-08 09:00', subject => '[In] One'), given_task('005ann', '003al', '2026-06-09 09:00'),
       given_task('005ann', '003al', '2026-06-26 09:00', subject => '[In] Three'), given_task('005ann', '003al', '2026-06-25 09:00', subject => '[In] Two');
