-- What drops the schemas of tests whose process has ended, and the roles that were made for
-- them: a live one holds its lock.
WITH scratch AS MATERIALIZED (
  SELECT nspname FROM pg_namespace
   WHERE nspname LIKE 'crmaudit\_test\_%' AND obj_description(oid, 'pg_namespace') = 'crmaudit check test'
     AND pg_has_role(nspowner, 'USAGE')
), dead AS MATERIALIZED (
  SELECT nspname FROM scratch WHERE pg_try_advisory_lock(hashtextextended('crmaudit ' || nspname, 0))
), statement AS (
  SELECT nspname, 1 AS step, format('DROP SCHEMA %I CASCADE', nspname) AS statement FROM dead
  UNION ALL
  SELECT d.nspname, 2, format('DROP ROLE %I', r.rolname)
    FROM dead AS d
    JOIN pg_roles AS r ON r.rolname LIKE replace(format('crmaudit_%s_', d.nspname), '_', '\_') || '%'
)
SELECT statement FROM statement ORDER BY nspname, step, statement
