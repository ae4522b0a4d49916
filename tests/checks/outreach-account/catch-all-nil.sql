-- A2, the nil id stands for no account, also in the list of catch-all accounts: naming it
-- there leaves nothing out.
SELECT given_user('005ann');
SELECT given_setting('accounts', 'catch_all', '000000000000000AAA');
SELECT given_account('001acme'), given_contact('003al', '001acme');
SELECT given_task('005ann', '003al', '2026-06-01 00:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 16) AS n;
