-- D1, the last one counts in each of the ways to a deal: about it, about its account, with a contact of the
-- account, with a guest, in a case. Each was heard of on 10 January and yesterday, 006none in January alone:
-- 171 days, 21 of January, 28, 31, 30, 31 and 30 of June.
SELECT given_account('001' || n), given_opportunity('006' || n, '001' || n, created => '2026-01-01 09:00'),
       given_contact('003' || n, '001' || n), given_contact('003' || n || '2', '001' || n)
  FROM unnest('{deal,account,contact,guest,case,none}'::text[]) AS n;
SELECT given_case('500case', '001case');
SELECT given_task('005ann', who, at::timestamp, what => what)
  FROM (VALUES ('2026-01-10 09:00', NULL, '006deal'), ('2026-06-29 09:00', NULL, '006deal'), ('2026-01-10 09:00', NULL, '001account'), ('2026-06-29 09:00', NULL, '001account'),
               ('2026-01-10 09:00', '003contact', NULL), ('2026-06-29 09:00', '003contact2', NULL), ('2026-01-10 09:00', NULL, '500case'), ('2026-06-29 09:00', NULL, '500case'),
               ('2026-01-10 09:00', NULL, '001none')) AS v (at, who, what);
SELECT given_invitation('00Ua', '005ann', NULL, '2026-01-10 09:00', '003guest'), given_invitation('00Ub', '005ann', NULL, '2026-06-29 09:00', '003guest2');
