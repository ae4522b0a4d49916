-- B9, which words mean meeting notes is said in the configuration; an account that nobody owns
-- has a row of nobody.
SELECT given_setting('meetings', 'notes_titles', 'Call report');
SELECT given_account('001acme'), given_document('069a', '001acme', 'call-report Acme'), given_document('069b', '001acme', 'Acme notes'), given_document('069c', '001acme', 'Call Reports Acme');
