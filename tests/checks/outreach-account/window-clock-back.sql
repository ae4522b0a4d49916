-- A2, the 30 days are the wall clock's: over the change of clocks of 1 November 2026, 721 hours back. What came at the window's first instant counts, a second before it doesn't.
SELECT given_as_of('2026-11-10 12:00');
SELECT given_user('005ann'), given_account('001in', '005ann'), given_account('001out', '005ann'), given_parameter('outreach-account', 'warn_over', '1'), given_parameter('outreach-account', 'fail_over', '2');
SELECT given_task('005ann', NULL, '2026-10-11 12:00'::timestamp + n * interval '1 day', account => account) FROM unnest('{001in,001out}'::text[]) AS account, generate_series(1, 1) AS n;
SELECT given_task('005ann', NULL, '2026-10-11 12:00', account => '001in'), given_task('005ann', NULL, '2026-10-11 11:59:59', account => '001out');
