-- A2 counts contacts, no leads: with Acme 8 touches to a contact and 8 to leads make 8.
-- With Best 8 to a contact and 8 that name the account and nobody make 16, to one person.
SELECT given_user('005ann');
SELECT given_account('001acme'), given_account('001best');
SELECT given_contact('003al', '001acme'), given_contact('003bo', '001best'), given_lead('00Qlee');
SELECT given_task('005ann', '003al', '2026-06-01 00:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 8) AS n;
SELECT given_task('005ann', '00Qlee', '2026-06-01 00:00'::timestamp + n * interval '1 hour', account => '001acme') FROM generate_series(1, 4) AS n;
SELECT given_task('005ann', '00Qnowhere', '2026-06-01 00:00'::timestamp + n * interval '1 hour', account => '001acme') FROM generate_series(1, 4) AS n;
SELECT given_task('005ann', '003bo', '2026-06-01 00:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 8) AS n;
SELECT given_task('005ann', NULL, '2026-06-01 00:00'::timestamp + n * interval '1 hour', what => '001best') FROM generate_series(1, 8) AS n;
