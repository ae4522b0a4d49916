-- A11, the same wall clock where clocks go forward on 8 March 2026: Friday 6 March 12:00 is due on Tuesday 10 March 12:00, as of; a second later isn't.
SELECT given_calendar(), given_user('005ann'), given_account('001ann', '005ann'), given_as_of('2026-03-10 12:00');
SELECT given_contact('003at'), given_contact('003after');
UPDATE contact_version SET owner_id = '005ann';
SELECT given_task('005ann', '003at', '2026-03-06 12:00', subject => '[In] Hello'), given_task('005ann', '003after', '2026-03-06 12:00:01', subject => '[In] Hello');
