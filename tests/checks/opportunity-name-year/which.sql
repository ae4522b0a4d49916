-- B5, open and won ones, not lost ones; one rep's run tells that rep's, another's not.
SELECT given_scope('005ann');
SELECT given_account('001acme', '005ann');
SELECT given_opportunity('006open', '001acme', '005ann'), given_opportunity('006won', '001acme', '005ann', 'Closed Won'),
       given_opportunity('006lost', '001acme', '005ann', 'Closed Lost'), given_opportunity('006ben', '001acme', '005ben'), given_opportunity('006bin', '001acme', '005ann', deleted => true),
       given_opportunity('006loose', NULL, '005ann');
