-- A8, the window is [31 May 12:00, 30 June 12:00), and a run for one rep tells that rep's.
SELECT given_scope('005ann'), given_setting('tickets', 'p1', 'High');
SELECT given_user('005ann'), given_user('005ben');
SELECT given_account('001acme', '005ann', type => 'Customer'), given_ticket('500a', '001acme', 'High', '2026-05-01 09:00');
SELECT given_task('005ann', NULL, at, account => '001acme')
  FROM unnest('{2026-05-31 11:59:59, 2026-05-31 12:00, 2026-06-30 11:59:59, 2026-06-30 12:00}'::timestamp[]) AS at;
SELECT given_task('005ben', NULL, '2026-06-10 09:00', account => '001acme');
