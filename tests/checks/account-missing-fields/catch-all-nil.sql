-- B1, the nil id stands for no account, also in the list of catch-all accounts: naming it
-- there leaves nothing out.
SELECT given_setting('accounts', 'catch_all', '000000000000000');
SELECT given_account_fields();
SELECT given_whole_account('001acme');
UPDATE account_version SET rating = NULL;
