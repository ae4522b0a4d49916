-- A2, the account is the activity's own, else the person's, else that of the opportunity
-- or case: 4 each by AccountId, through a contact, by WhatId, through an opportunity and
-- a case are 20 for Acme. The first 4 went to a contact of Other and count for Acme alone.
SELECT given_user('005ann');
SELECT given_account('001acme'), given_account('001other');
SELECT given_contact('003al', '001acme'), given_contact('003oz', '001other');
SELECT given_opportunity('006deal', '001acme'), given_case('500help', '001acme');
SELECT given_task('005ann', '003oz', '2026-06-01 00:00'::timestamp + n * interval '1 hour', account => '001acme') FROM generate_series(1, 4) AS n;
SELECT given_task('005ann', '003al', '2026-06-01 00:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 4) AS n;
SELECT given_task('005ann', NULL, '2026-06-01 00:00'::timestamp + n * interval '1 hour', what => what)
  FROM unnest('{001acme, 006deal, 500help}'::text[]) AS what, generate_series(1, 4) AS n;
SELECT given_task('005ann', '003oz', '2026-06-02 00:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 12) AS n;
