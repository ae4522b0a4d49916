-- A6, the 30 days are the wall clock's: over the change of clocks of 1 November 2026, 721 hours back. What came at the window's first instant counts, a second before it doesn't.
SELECT given_as_of('2026-11-10 12:00');
SELECT given_user('005ann'), given_contact('003in'), given_contact('003out');
UPDATE contact_version SET opted_out = true;
SELECT given_task('005ann', '003in', '2026-10-11 12:00'), given_task('005ann', '003out', '2026-10-11 11:59:59');
