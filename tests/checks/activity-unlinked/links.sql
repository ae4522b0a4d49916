-- A13, linked is what names a lead, a person that leads nowhere, or an account, be it
-- through an opportunity or case. Ann's 20 are so. Ben's 2 are not: an opportunity
-- without an account and one that leads nowhere. A deleted contact's id leads nowhere, and names a person.
SELECT given_user('005ann'), given_user('005ben');
SELECT given_account('001acme'), given_contact('003bob'), given_contact('003gone', '001acme', deleted => true), given_lead('00Qlee');
SELECT given_opportunity('006deal', '001acme'), given_opportunity('006alone'), given_case('500help', '001acme');
SELECT given_task('005ann', '00Qlee', '2026-06-01 00:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 15) AS n;
SELECT given_task('005ann', '003nowhere', '2026-06-03 09:00'), given_task('005ann', NULL, '2026-06-03 10:00', what => '001acme'),
       given_task('005ann', NULL, '2026-06-03 11:00', account => '001nowhere'),
       given_task('005ann', NULL, '2026-06-03 12:00', what => '006deal'), given_task('005ann', NULL, '2026-06-03 13:00', what => '500help');
SELECT given_task('005ben', '003bob', '2026-06-01 00:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 17) AS n;
SELECT given_task('005ben', NULL, '2026-06-03 09:00', what => '006alone'), given_task('005ben', NULL, '2026-06-03 10:00', what => '006nowhere'),
       given_task('005ben', '003gone', '2026-06-03 11:00');
