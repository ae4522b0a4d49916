-- B1 leaves out catch-all accounts, those of integration users, and deleted ones; an
-- account of nobody is told, for nobody. An owner unknown to the user list is told too.
SELECT given_setting('accounts', 'catch_all', '001lost'), given_setting('reps', 'exclude', 'robot@example.com, 005loader');
SELECT given_account_fields();
SELECT given_user('005robot', email => 'Robot@example.com');
SELECT given_account('001lost'), given_account('001robot', '005robot'), given_account('001loader', '005loader'),
       given_account('001gone', deleted => true), given_whole_account('001nobody'), given_whole_account('001unknown', '005unknown');
SELECT given_user('005ann', email => 'ann@example.com'), given_whole_account('001ann', '005ann');
UPDATE account_version SET rating = NULL;
