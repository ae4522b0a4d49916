-- A11, a copy that is folded is nothing by itself: neither a second message after the answer, nor an
-- answer to what came between it and the one that is kept. A touch at the as-of instant is too late.
SELECT given_calendar(), given_user('005ann');
SELECT given_contact('003bo'), given_contact('003cy'), given_contact('003di');
UPDATE contact_version SET owner_id = '005ann';
SELECT given_task('005ann', '003bo', '2026-06-25 09:00', subject => '[In] Help'), given_task('005ann', '003bo', '2026-06-25 09:05'),
       given_task('005ann', '003bo', '2026-06-25 09:08', subject => '[In] Help');
SELECT given_task('005ann', '003cy', '2026-06-25 09:00'), given_task('005ann', '003cy', '2026-06-25 09:05', subject => '[In] Help'),
       given_task('005ann', '003cy', '2026-06-25 09:08');
SELECT given_task('005ann', '003di', '2026-06-25 09:00', subject => '[In] Help'), given_task('005ann', '003di', '2026-06-30 12:00');
