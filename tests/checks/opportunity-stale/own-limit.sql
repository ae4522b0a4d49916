-- D1, thresholds, the owner's own is lower than everybody's: both accounts were written to 20 days ago.
SELECT given_user('005ann'), given_user('005sam'), given_parameter('opportunity-stale', 'warn_days', '20', rep => '005ann');
SELECT given_account('001' || n), given_opportunity('006' || n, '001' || n, '005' || n, created => '2026-03-01 09:00'),
       given_task('005' || n, NULL, '2026-06-10 09:00', account => '001' || n)
  FROM unnest('{ann, sam}'::text[]) AS n;
