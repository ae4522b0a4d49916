-- D1, days since the last communication, as calendar dates: 29 are fine, 30 and 44 warn, 45
-- fail. Before 30 June those are 1 June, 31 May, 17 May and 16 May.
SELECT given_user('005ann');
SELECT given_account('001' || n), given_contact('003' || n, '001' || n), given_opportunity('006' || n, '001' || n, '005ann')
  FROM unnest('{d29, d30, d44, d45}'::text[]) AS n;
UPDATE opportunity_version SET amount = 1000;
SELECT given_task('005ann', '003d29', '2026-06-01 09:00'), given_task('005ann', '003d30', '2026-05-31 09:00', subject => 'Re: Offer'),
       given_task('005ann', '003d44', '2026-05-17 09:00'), given_task('005ann', '003d45', '2026-05-16 09:00'),
       given_task('005ann', '003d45', '2026-01-16 09:00');
