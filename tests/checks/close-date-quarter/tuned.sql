-- D8, of a year that begins in February the quarters begin in February, May, August, November: from 30 June to
-- 1 July is none, from 31 July to 1 August is one, and from 31 January to 1 February, a leap year's
-- February is one month. The window is the owner's; a run for one rep tells that rep's alone.
SELECT given_scope('005ann'), given_user('005ann'), given_parameter('close-date-quarter', 'first_month', '2'), given_parameter('close-date-quarter', 'window_days', '10', rep => '005ann');
SELECT given_opportunity('006' || n, owner => CASE n WHEN 'ben' THEN '005ben' ELSE '005ann' END, closes => now), given_snapshot('006' || n, '2026-06-01 09:00', 'Proposal', was),
       given_snapshot('006' || n, CASE n WHEN 'old' THEN '2026-06-20 11:59'::timestamp ELSE '2026-06-20 12:00' END, 'Proposal', now)
  FROM (VALUES ('same', '2026-06-30'::date, '2026-07-01'::date), ('edge', '2026-07-31', '2026-08-01'), ('winter', '2028-01-31', '2028-02-01'), ('leap', '2028-02-29', '2028-03-01'),
               ('old', '2026-07-31', '2026-08-01'), ('ben', '2026-07-31', '2026-08-01')) AS v (n, was, now);
