-- D5, longer than 30 days: on 30 June a stage since 30 May is 31 days old, since 31 May 30. The
-- first stage has 60: since 30 April it is 61 days old, since 1 May 60. Closed ones are let go.
SELECT given_setting('opportunities', 'first_stages', 'Discovery');
-- A setting of another section that is called like a stage is no limit.
SELECT given_setting('elsewhere', 'Proposal', '1'), given_setting('elsewhere', 'Discovery', '1');
SELECT given_opportunity('006over'), given_opportunity('006at'), given_opportunity('006won', closed => true),
       given_opportunity('006first', stage => 'discovery '), given_opportunity('006young', stage => 'Discovery');
SELECT given_snapshot('006over', '2026-05-30 09:00', 'Proposal'), given_snapshot('006at', '2026-05-31 09:00', 'Proposal'),
       given_snapshot('006won', '2026-01-01 09:00', 'Proposal'),
       given_snapshot('006first', '2026-04-30 09:00', 'discovery '), given_snapshot('006young', '2026-05-01 09:00', 'Discovery');
