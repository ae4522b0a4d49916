-- A5, a row per person: two reps within 3 days warn, three fail, one rep is fine however
-- often. The last comer is named.
SELECT given_user('005ann'), given_user('005ben'), given_user('005cleo');
SELECT given_contact('003one'), given_contact('003two'), given_contact('003three'), given_lead('00Qlead');
SELECT given_task('005ann', '003one', '2026-06-10 09:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 5) AS n;
SELECT given_task('005ann', '003two', '2026-06-10 09:00'), given_task('005ben', '003two', '2026-06-11 09:00', 'Call');
SELECT given_task('005cleo', '003three', '2026-06-12 09:00'), given_task('005ann', '003three', '2026-06-10 09:00'),
       given_task('005ben', '003three', '2026-06-11 09:00'), given_task('005ann', '003three', '2026-06-12 10:00');
SELECT given_task('005ann', '00Qlead', '2026-06-10 09:00'), given_task('005cleo', '00Qlead', '2026-06-10 09:00'),
       given_task('005ann', '003gone', '2026-06-10 09:00'), given_task('005cleo', '003gone', '2026-06-10 09:00');
