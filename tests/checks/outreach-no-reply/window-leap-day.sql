-- A4, the 30 days are the wall clock's: over the change of clocks of 12 March 2028 from a leap day on, 719 hours back. What came at the window's first instant counts, a second before it doesn't.
SELECT given_as_of('2028-03-30 12:00');
SELECT given_user('005ann'), given_account('001ann', '005ann'), given_contact('003in'), given_contact('003out');
SELECT given_task('005ann', who, '2028-02-29 11:59:59'::timestamp - n * interval '1 day') FROM unnest('{003in,003out}'::text[]) AS who, generate_series(1, 4) AS n;
SELECT given_task('005ann', '003in', '2028-02-29 12:00'), given_task('005ann', '003out', '2028-02-29 11:59:59');
