-- D1, what names a person or the account alone speaks for all its open opportunities: the
-- contact's e-mail, the account's, that of a case. Each was a day ago, so none is stale.
-- Delta's came from a lead and a contact of elsewhere, which are not on its account.
SELECT given_user('005ann');
SELECT given_account('001' || n), given_contact('003' || n, '001' || n), given_case('500' || n, '001' || n),
       given_opportunity('006' || n || '1', '001' || n, created => '2026-05-01 09:00'),
       given_opportunity('006' || n || '2', '001' || n, created => '2026-05-01 09:00')
  FROM unnest('{alpha, beta, gamma, delta, elsewhere}'::text[]) AS n;
SELECT given_lead('00Qlee');
SELECT given_task('005ann', '003alpha', '2026-06-29 09:00'), given_task('005ann', NULL, '2026-06-29 09:00', what => '001beta'),
       given_task('005ann', NULL, '2026-06-29 09:00', what => '500gamma'), given_task('005ann', '00Qlee', '2026-06-29 09:00'),
       given_task('005ann', '003elsewhere', '2026-06-29 09:00');
-- A contact's e-mail that names another account speaks for that one: of Epsilon the creation tells.
SELECT given_account('001epsilon'), given_contact('003epsilon', '001epsilon'), given_opportunity('006epsilon', '001epsilon', created => '2026-05-01 09:00'),
       given_task('005ann', '003epsilon', '2026-06-29 09:00', account => '001alpha');
