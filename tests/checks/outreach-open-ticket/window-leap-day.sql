-- A8, the 30 days are the wall clock's: over the change of clocks of 12 March 2028 from a leap day on, 719 hours back. What came at the window's first instant counts, a second before it doesn't.
SELECT given_as_of('2028-03-30 12:00');
SELECT given_setting('tickets', 'p0', 'Urgent'), given_user('005ann'), given_account('001in', '005ann', type => 'Customer'), given_account('001out', '005ann', type => 'Customer');
SELECT given_ticket('5001', '001in', 'Urgent', '2026-01-05 09:00'), given_ticket('5002', '001out', 'Urgent', '2026-01-05 09:00');
SELECT given_task('005ann', NULL, '2028-02-29 12:00', account => '001in'), given_task('005ann', NULL, '2028-02-29 11:59:59', account => '001out');
