-- B1, a run for one rep tells the accounts of that owner alone.
SELECT given_scope('005ben');
SELECT given_account_fields();
SELECT given_whole_account('001ann', '005ann'), given_whole_account('001ben', '005ben'), given_whole_account('001nobody');
UPDATE account_version SET rating = NULL;
