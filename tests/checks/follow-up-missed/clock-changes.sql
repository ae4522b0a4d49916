-- A11, the same wall clock where clocks go back on 1 November 2026: Friday 30 October 12:00
-- is due on Tuesday 3 November 12:00.
SELECT given_calendar(), given_user('005ann'), given_account('001ann', '005ann'), given_as_of('2026-11-03 12:00');
SELECT given_contact('003at'), given_contact('003under');
UPDATE contact_version SET owner_id = '005ann';
SELECT given_task('005ann', '003at', '2026-10-30 12:00', subject => '[In] Hello'), given_task('005ann', '003under', '2026-10-30 12:00:01', subject => '[In] Hello');
