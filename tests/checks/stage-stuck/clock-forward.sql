-- D5 counts dates, whatever the hours between: over a limit of 29 days are 30, over the change of clocks of 8 March 2026; 29 are not.
SELECT given_as_of('2026-04-01 00:30'), given_parameter('stage-stuck', 'warn_over', '29');
SELECT given_opportunity('006at'), given_opportunity('006under'), given_snapshot('006at', '2026-03-02 23:30', 'Proposal'), given_snapshot('006under', '2026-03-03 00:00', 'Proposal');
