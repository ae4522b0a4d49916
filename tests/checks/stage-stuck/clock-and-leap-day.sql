-- D5, on 30 March 2028 there is a leap day and a change of clocks (12 March) behind: since 28 February
-- 23:30 it is 31 days, since 29 February 30.
SELECT given_as_of('2028-03-30 00:30');
SELECT given_opportunity('006over'), given_opportunity('006at');
SELECT given_snapshot('006over', '2028-02-28 23:30', 'Proposal'), given_snapshot('006at', '2028-02-29 00:30', 'Proposal');
