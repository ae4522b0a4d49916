-- A4, 5 touches in a row without a reply warn, 8 fail; 4 are fine, 7 still warn.
SELECT given_user('005ann');
SELECT given_account('001acme');
SELECT given_contact('003four', '001acme'), given_contact('003five', '001acme'), given_contact('003seven', '001acme'),
       given_contact('003eight', '001acme');
SELECT given_task('005ann', '003four', day) FROM generate_series('2026-06-01 09:00'::timestamp, '2026-06-04 09:00', '1 day') AS day;
SELECT given_task('005ann', '003five', day) FROM generate_series('2026-06-01 09:00'::timestamp, '2026-06-05 09:00', '1 day') AS day;
SELECT given_task('005ann', '003seven', day) FROM generate_series('2026-06-01 09:00'::timestamp, '2026-06-07 09:00', '1 day') AS day;
SELECT given_task('005ann', '003eight', day) FROM generate_series('2026-06-01 09:00'::timestamp, '2026-06-08 09:00', '1 day') AS day;
