-- A13, the 30 days are the wall clock's: over the change of clocks of 12 March 2028 from a leap day on, 719 hours back. What came at the window's first instant counts, a second before it doesn't.
SELECT given_as_of('2028-03-30 12:00');
SELECT given_user('005ann'), given_user('005ben'), given_account('001ann', '005ann'), given_account('001ben', '005ben'), given_parameter('activity-unlinked', 'least_activities', '1');
SELECT given_task('005ann', NULL, '2028-02-29 12:00'), given_task('005ben', NULL, '2028-02-29 11:59:59');
