-- D4 counts days by the calendar: from 1 January 2028 to 31 March it is 90 days, for there is a leap
-- day between; of 2026 it is 89.
SELECT given_as_of('2028-06-30');
SELECT given_opportunity('006leap'), given_opportunity('006plain');
SELECT given_snapshot('006leap', '2028-01-02', 'Proposal', '2028-01-01'), given_snapshot('006leap', '2028-01-03', 'Proposal', '2028-03-31'),
       given_snapshot('006plain', '2028-01-02', 'Proposal', '2026-01-01'), given_snapshot('006plain', '2028-01-03', 'Proposal', '2026-03-31');
