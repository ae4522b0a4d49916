-- What drops the schemas of tests whose process has ended: a live one holds its lock.
WITH scratch AS MATERIALIZED (
  SELECT nspname FROM pg_namespace
   WHERE nspname LIKE 'crmaudit\_test\_%' AND obj_description(oid, 'pg_namespace') = 'crmaudit check test'
     AND pg_has_role(nspowner, 'USAGE')
)
SELECT format('DROP SCHEMA %I CASCADE', nspname) AS statement
  FROM scratch
 WHERE pg_try_advisory_lock(hashtextextended('crmaudit ' || nspname, 0))
 ORDER BY nspname
