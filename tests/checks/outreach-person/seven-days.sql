-- A1, more than 3 touches in 7 days warn, more than 5 fail: one e-mail a day from 1 June
-- on, so 3 are fine, 4 and 5 warn, 6 fail.
SELECT given_user('005ann');
SELECT given_account('001acme');
SELECT given_contact('003three', '001acme'), given_contact('003four', '001acme'), given_contact('003five', '001acme'),
       given_contact('003six', '001acme');
SELECT given_task('005ann', '003three', day) FROM generate_series('2026-06-01 09:00'::timestamp, '2026-06-03 09:00', '1 day') AS day;
SELECT given_task('005ann', '003four', day) FROM generate_series('2026-06-01 09:00'::timestamp, '2026-06-04 09:00', '1 day') AS day;
SELECT given_task('005ann', '003five', day) FROM generate_series('2026-06-01 09:00'::timestamp, '2026-06-05 09:00', '1 day') AS day;
SELECT given_task('005ann', '003six', day) FROM generate_series('2026-06-01 09:00'::timestamp, '2026-06-06 09:00', '1 day') AS day;
