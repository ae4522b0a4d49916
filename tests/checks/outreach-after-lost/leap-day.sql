-- A9, lost on 29 January 2028, 30 days are over on 28 February 00:00; lost on the 31st, on
-- 1 March 00:00, the leap day being the 29th of them.
SELECT given_as_of('2028-03-05 12:00');
SELECT given_user('005ann');
SELECT given_account('001early', '005ann'), given_account('001late', '005ann'), given_account('001first', '005ann');
SELECT given_opportunity('006early', '001early', '005ann', 'Closed Lost', '2028-01-29'), given_opportunity('006late', '001late', '005ann', 'Closed Lost', '2028-01-31'),
       given_opportunity('006first', '001first', '005ann', 'Closed Lost', '2028-01-31');
SELECT given_task('005ann', NULL, '2028-02-29 23:59:59', account => '001early'), given_task('005ann', NULL, '2028-02-29 23:59:59', account => '001late'),
       given_task('005ann', NULL, '2028-03-01 00:00', account => '001first');
