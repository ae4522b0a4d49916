-- D1, the last one counts in each of the ways to a deal, though it is old itself: each was heard of on 10 January and on
-- 1 May, 60 days ago: 30 of May and 30 of June. A fax that names a person, on the deal or the account, speaks as well.
SELECT given_account('001' || n), given_opportunity('006' || n, '001' || n, created => '2026-01-01 09:00'),
       given_contact('003' || n, '001' || n), given_contact('003' || n || '2', '001' || n)
  FROM unnest('{deal,account,contact,guest,case,faxdeal,faxaccount}'::text[]) AS n;
SELECT given_case('500case', '001case'), given_contact('003gone', '001faxaccount', deleted => true);
SELECT given_task('005ann', who, at::timestamp, what => what)
  FROM unnest('{2026-01-10 09:00,2026-05-01 09:00}'::text[]) AS at
 CROSS JOIN (VALUES (NULL, '006deal'), (NULL, '001account'), ('003contact', NULL), (NULL, '500case')) AS v (who, what);
SELECT given_invitation('00Ua', '005ann', NULL, '2026-01-10 09:00', '003guest'), given_invitation('00Ub', '005ann', NULL, '2026-05-01 09:00', '003guest2');
SELECT given_task('005ann', '003faxdeal', '2026-05-01 09:00', NULL, 'Fax', what => '006faxdeal'),
       given_task('005ann', '003gone', '2026-05-01 09:00', NULL, 'Fax', account => '001faxaccount');
