-- A2, more than 15 touches in 30 days warn, more than 25 fail: hourly e-mails, 15, 16, 25
-- and 26 of them; the last account hears of them through two contacts.
SELECT given_user('005ann');
SELECT given_account('001fifteen'), given_account('001sixteen'), given_account('001many'), given_account('001more');
SELECT given_contact('003al', '001fifteen'), given_contact('003bo', '001sixteen'), given_contact('003cy', '001many'),
       given_contact('003di', '001more'), given_contact('003ed', '001more');
SELECT given_task('005ann', '003al', '2026-06-01 00:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 15) AS n;
SELECT given_task('005ann', '003bo', '2026-06-01 00:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 16) AS n;
SELECT given_task('005ann', '003cy', '2026-06-01 00:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 25) AS n;
SELECT given_task('005ann', '003di', '2026-06-01 00:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 25) AS n;
SELECT given_task('005ann', '003ed', '2026-06-01 12:00');
