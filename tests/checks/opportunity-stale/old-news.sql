-- D1, the age is that of the last communication even where the opportunity was created
-- after it: 60 days, though created 10 days ago.
SELECT given_user('005ann');
SELECT given_account('001acme'), given_contact('003bob', '001acme'), given_opportunity('006deal', '001acme', created => '2026-06-20 09:00');
SELECT given_task('005ann', '003bob', '2026-05-01 09:00');
