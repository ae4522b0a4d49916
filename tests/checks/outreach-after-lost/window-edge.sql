-- A9, the window is [31 May 12:00, 30 June 12:00) though the cool-down is longer; the limit is
-- that of the rep on the row, and a touch must name the account.
SELECT given_parameter('outreach-after-lost', 'cool_down_days', '90', rep => '005ann');
SELECT given_user('005ann'), given_user('005ben');
SELECT given_account('001acme', '005ann'), given_account('001best', '005ann'), given_opportunity('006a', '001acme', '005ann', 'Closed Lost', '2026-05-01'),
       given_opportunity('006none', NULL, '005ann', 'Closed Lost', '2026-06-01');
SELECT given_task('005ann', NULL, at, account => '001acme')
  FROM unnest('{2026-05-31 11:59:59, 2026-05-31 12:00, 2026-06-30 11:59:59, 2026-06-30 12:00}'::timestamp[]) AS at;
SELECT given_task('005ben', NULL, '2026-06-10 09:00', account => '001acme'), given_task('005ann', NULL, '2026-06-10 09:00', account => '001best');
SELECT given_task('005ann', '003nobody', '2026-06-10 09:00');
