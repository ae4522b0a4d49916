-- A11, a holiday is no business day: Thursday 2 July 2026 12:00 and the observed Fourth on
-- Friday the 3rd: two business days are over on Tuesday 7 July 12:00.
SELECT given_calendar(), given_user('005ann'), given_account('001ann', '005ann'), given_as_of('2026-07-07 12:00');
SELECT given_contact('003at'), given_contact('003under');
UPDATE contact_version SET owner_id = '005ann';
SELECT given_task('005ann', '003at', '2026-07-02 12:00', subject => '[In] Hello'), given_task('005ann', '003under', '2026-07-02 12:00:01', subject => '[In] Hello');
