-- D1 counts dates, whatever the hours between: 30 days over the change of clocks of 8 March 2026 are 30, 29 are not.
SELECT given_as_of('2026-04-01 00:30'), given_contact('003al');
SELECT given_opportunity('006at'), given_opportunity('006under');
SELECT given_task('005ann', '003al', '2026-03-02 23:30', what => '006at'), given_task('005ann', '003al', '2026-03-03 00:00', what => '006under');
