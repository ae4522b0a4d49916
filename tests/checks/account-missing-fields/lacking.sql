-- B1, a row per account with the list of what it lacks, in the handbook's order. A gap
-- warns, no name fails and the id stands in for it. An account that lacks nothing is fine.
SELECT given_account_fields();
SELECT given_whole_account('001whole', '005ann'), given_whole_account('001one', '005ann'), given_whole_account('001two', '005ann'),
       given_whole_account('001nameless', '005ann'), given_whole_account('001bare', '005ann', type => 'Prospect');
UPDATE account_version SET rating = NULL WHERE account_id = '001one';
UPDATE account_version SET rating = NULL, billing_street = '' WHERE account_id = '001two';
UPDATE account_version SET name = ' ' WHERE account_id = '001nameless';
UPDATE account_version SET industry = NULL, rating = NULL, employees = NULL, billing_street = NULL, billing_city = NULL,
                           billing_state = NULL, billing_postal_code = NULL, billing_country = NULL
 WHERE account_id = '001bare';
