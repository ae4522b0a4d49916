-- The tables that have many rows that are gone, as autovacuum counts them; a night rewrites
-- some of them whole.
SELECT format('VACUUM (SKIP_LOCKED) %I.%I', n.nspname, c.relname) AS statement
  FROM pg_class AS c
  JOIN pg_namespace AS n ON n.oid = c.relnamespace
 WHERE n.nspname = current_schema() AND c.relkind = 'r'
   AND pg_stat_get_dead_tuples(c.oid) > 50 + 0.2 * pg_stat_get_live_tuples(c.oid)
 ORDER BY c.relname COLLATE "C"
