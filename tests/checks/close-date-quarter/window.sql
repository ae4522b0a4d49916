-- D8 looks back 90 days by the wall clock, over the change of clocks of 8 March 2026: as of 30 April 12:00
-- from 30 January 12:00 on, in standard time then. The last of several such moves is told.
SELECT given_as_of('2026-04-30 12:00');
SELECT given_opportunity('006in', closes => '2026-07-01'), given_opportunity('006out', closes => '2026-07-01'), given_opportunity('006two', closes => '2027-01-01');
SELECT given_snapshot('006in', '2026-01-01 09:00', 'Proposal', '2026-06-30'), given_snapshot('006in', '2026-01-30 12:00', 'Proposal', '2026-07-01'),
       given_snapshot('006out', '2026-01-01 09:00', 'Proposal', '2026-06-30'), given_snapshot('006out', '2026-01-30 11:59:59', 'Proposal', '2026-07-01'),
       given_snapshot('006two', '2026-01-01 09:00', 'Proposal', '2026-06-30'), given_snapshot('006two', '2026-02-01 09:00', 'Proposal', '2026-07-01'),
       given_snapshot('006two', '2026-03-01 23:30', 'Proposal', '2027-01-01');
