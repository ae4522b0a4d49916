-- B1, the severity per field is set in one table, and the configuration has the last word:
-- no rating fails, no industry is off, a missing name only warns.
SELECT given_setting('required.account', 'rating', 'fail'), given_setting('required.account', 'industry', 'off'),
       given_setting('required.account', 'name', 'warn');
SELECT given_account_fields();
SELECT given_whole_account('001rating'), given_whole_account('001industry'), given_whole_account('001both'), given_whole_account('001name');
UPDATE account_version SET rating = NULL WHERE account_id IN ('001rating', '001both');
UPDATE account_version SET industry = NULL WHERE account_id IN ('001industry', '001both');
UPDATE account_version SET employees = NULL WHERE account_id = '001both';
UPDATE account_version SET name = NULL WHERE account_id = '001name';
