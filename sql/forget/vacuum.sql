-- What was blanked stays on the disk, and in the planner's figures, until the table is gone over.
SELECT format('VACUUM (ANALYZE) %I.%I', n.nspname, c.relname) AS statement
  FROM pg_class AS c
  JOIN pg_namespace AS n ON n.oid = c.relnamespace
 WHERE n.nspname = current_schema() AND c.relkind = 'r'
   AND c.relname IN (SELECT jsonb_array_elements_text($1::jsonb))
 ORDER BY c.relname COLLATE "C"
