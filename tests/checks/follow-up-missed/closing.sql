-- A11, who wrote on Saturday the 13th at 17:00 is due two business days after Monday's opening;
-- closing itself is outside business hours: who wrote on Wednesday 10 June at 16:00 is due two business days after Thursday's
-- opening, who wrote a second before on Friday at that time.
SELECT given_calendar(), given_user('005ann');
SELECT given_account('001own', '005ann');
SELECT given_contact('003at'), given_contact('003before');
UPDATE contact_version SET owner_id = '005ann';
SELECT given_task('005ann', '003at', '2026-06-10 16:00', subject => '[In] Hello'), given_task('005ann', '003before', '2026-06-10 15:59:59', subject => '[In] Hello');
SELECT given_contact('003sat');
UPDATE contact_version SET owner_id = '005ann';
SELECT given_task('005ann', '003sat', '2026-06-13 17:00', subject => '[In] Hello');
