-- A9, 30 days from the close date's first instant: a deal lost on 20 May rests until 19 June
-- 00:00. A second before is too early, that instant is fine. The close date itself is let
-- go, the day after isn't.
SELECT given_user('005ann');
SELECT given_account('001' || n, '005ann') FROM unnest('{under,at,over,day,next}'::text[]) AS n;
SELECT given_opportunity('006' || n, '001' || n, '005ann', 'Closed Lost', CASE WHEN n IN ('day', 'next') THEN '2026-06-10' ELSE '2026-05-20' END::date)
  FROM unnest('{under,at,over,day,next}'::text[]) AS n;
SELECT given_task('005ann', NULL, at, account => '001' || n)
  FROM (VALUES ('under', '2026-06-18 23:59:59'::timestamp), ('at', '2026-06-19 00:00'), ('over', '2026-06-19 09:00'),
               ('day', '2026-06-10 00:00'), ('day', '2026-06-10 23:59:59'), ('next', '2026-06-11 00:00'), ('next', '2026-06-12 10:00')) AS v (n, at);
