-- B10, catch-all accounts and the records of integration users are left out, deleted ones
-- count as absent. At most five are named, whatever the group.
SELECT given_setting('accounts', 'catch_all', '001all'), given_setting('reps', 'exclude', '005bot');
SELECT given_account('001all', '005ann', 'Acme'), given_account('001acme', '005ann', 'Acme'), given_account('001bot', '005bot', 'Acme'), given_account('001bin', '005ann', 'Acme', deleted => true);
SELECT given_account('0011' || n, '005ann', ' Big ') FROM generate_series(1, 6) AS n;
UPDATE account_version SET website = 'acme.com' WHERE account_id LIKE '001a%' OR account_id LIKE '001b%';
SELECT given_account('0012' || n, '005ann', 'Five') FROM generate_series(1, 5) AS n;
SELECT given_contact('003al'), given_contact('003bot'), given_contact('003bin', deleted => true), given_lead('00Qbot', '005bot'), given_lead('00Qbin', '005ann', true);
UPDATE contact_version SET email = 'al@acme.com', owner_id = CASE contact_id WHEN '003bot' THEN '005bot' END;
UPDATE lead_version SET email = 'al@acme.com';
