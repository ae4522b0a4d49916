-- D1, --as-of with a date is the end of that day and that day: on 30 March 2028 the leap
-- day is 30 days ago and 1 March 29, across the change of clocks; an e-mail of 23:59:59
-- that day is seen.
SELECT given_as_of('2028-03-30');
SELECT given_user('005ann');
SELECT given_opportunity('006leap'), given_opportunity('006march'), given_opportunity('006today', created => '2028-01-01 09:00');
SELECT given_task('005ann', NULL, '2028-02-29 09:00', what => '006leap'), given_task('005ann', NULL, '2028-03-01 00:00', what => '006march'),
       given_task('005ann', NULL, '2028-03-30 23:59:59', what => '006today');
