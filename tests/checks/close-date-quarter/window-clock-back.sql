-- D8 looks back 90 days by the wall clock, over the change of clocks of 1 November 2026: as of 30 December 12:00 from 1 October 12:00 on, in summer time then.
SELECT given_as_of('2026-12-30 12:00'), given_opportunity('006in', closes => '2027-01-01'), given_opportunity('006out', closes => '2027-01-01');
SELECT given_snapshot('006' || n, '2026-09-01 09:00', 'Talk', '2026-12-31'), given_snapshot('006' || n, at::timestamp, 'Talk', '2027-01-01')
  FROM (VALUES ('in', '2026-10-01 12:00'), ('out', '2026-10-01 11:59:59')) AS v (n, at);
