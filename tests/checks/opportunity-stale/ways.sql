-- D1, by whatever way an activity leads to the account, an internal call is no communication, nor is one of kind other that names no person, nor what comes at
-- the as-of instant, nor what hangs on a deleted case. Each of these is as old as its deal.
SELECT given_account('001' || n), given_contact('003' || n, '001' || n), given_case('500' || n, '001' || n), given_opportunity('006' || n, '001' || n, created => '2026-05-01 09:00')
  FROM unnest('{account,contact,case,deal,bin,guest}'::text[]) AS n;
UPDATE support_case SET is_deleted = true WHERE case_id = '500bin';
SELECT given_task('005ann', who, '2026-06-29 09:00', 'Call', what => what, call_type => 'Internal')
  FROM (VALUES (NULL, '001account'), ('003contact', NULL), (NULL, '500case'), (NULL, '006deal')) AS v (who, what);
SELECT given_task('005ann', NULL, '2026-06-29 10:00', NULL, 'Fax', what => what) FROM unnest('{001account,500case,006deal}'::text[]) AS what;
SELECT given_task('005ann', NULL, '2026-06-29 11:00', what => '500bin'), given_invitation('00Uguest', '005ann', NULL, '2026-06-30 12:00', '003guest'),
       given_task('005ann', NULL, '2026-06-30 12:00', what => '001account');
-- What a contact is named for counts for the contact's account.
SELECT given_account('001named'), given_contact('003named', '001named'), given_opportunity('006named', '001named', created => '2026-05-01 09:00'), given_task('005ann', '003named', '2026-06-29 10:00', NULL, 'Fax');
