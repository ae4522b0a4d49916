-- D1, thresholds of the owner, rep over role over all: created 40 days ago, all of them.
-- SDRs warn from 41, Rex from 40; Una, no SDR, fails from 40. Of nobody: the default.
SELECT given_user('005ann'), given_user('005sam', role => 'Sales Development Rep'), given_user('005rex', role => 'Sales Development Rep'),
       given_user('005una');
SELECT given_parameter('opportunity-stale', 'warn_days', '41', role => 'SDR');
SELECT given_parameter('opportunity-stale', 'warn_days', '40', rep => '005rex');
SELECT given_parameter('opportunity-stale', 'fail_days', '40', rep => '005una');
SELECT given_opportunity('006' || n, owner => '005' || n, created => '2026-05-21 09:00') FROM unnest('{ann, sam, rex, una}'::text[]) AS n;
SELECT given_opportunity('006nobody', created => '2026-05-21 09:00');
