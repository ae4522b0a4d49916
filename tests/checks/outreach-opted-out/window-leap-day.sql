-- A6, the 30 days are the wall clock's: over the change of clocks of 12 March 2028 from a leap day on, 719 hours back. What came at the window's first instant counts, a second before it doesn't.
SELECT given_as_of('2028-03-30 12:00');
SELECT given_user('005ann'), given_contact('003in'), given_contact('003out');
UPDATE contact_version SET opted_out = true;
SELECT given_task('005ann', '003in', '2028-02-29 12:00'), given_task('005ann', '003out', '2028-02-29 11:59:59');
