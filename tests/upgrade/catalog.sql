-- A line for all that the schema in the search_path is made of.
SELECT line FROM (
SELECT format('%s %s %s %s', relkind, relname, relpersistence, coalesce(reloptions::text, '')) AS line
  FROM pg_class WHERE relnamespace = current_schema()::regnamespace
UNION ALL
SELECT format('column %s %s %s %s %s %s %s %s', relname, row_number() OVER (PARTITION BY c.oid ORDER BY attnum), attname,
              format_type(atttypid, atttypmod), attcollation::regcollation, attnotnull, attidentity::text || attgenerated::text,
              pg_get_expr(adbin, adrelid))
  FROM pg_class AS c
  JOIN pg_attribute AS a ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
  LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = attnum
 WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'v', 'm', 'p')
UNION ALL
SELECT format('constraint %s %s %s %s', conrelid::regclass, conname, convalidated, pg_get_constraintdef(oid))
  FROM pg_constraint WHERE connamespace = current_schema()::regnamespace
UNION ALL
SELECT pg_get_indexdef(oid) FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'i'
UNION ALL
SELECT format('view %s %s', relname, pg_get_viewdef(oid)) FROM pg_class
 WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('v', 'm')
UNION ALL
SELECT CASE prokind WHEN 'a' THEN format('aggregate %s', oid::regprocedure) ELSE pg_get_functiondef(oid) END
  FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
UNION ALL
SELECT pg_get_statisticsobjdef(oid) FROM pg_statistic_ext WHERE stxnamespace = current_schema()::regnamespace
UNION ALL
SELECT format('type %s %s', typname, typtype) FROM pg_type
 WHERE typnamespace = current_schema()::regnamespace AND typtype IN ('d', 'e', 'r')
UNION ALL
SELECT format('trigger %s %s', tgrelid::regclass, pg_get_triggerdef(t.oid))
  FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = tgrelid
 WHERE relnamespace = current_schema()::regnamespace AND NOT tgisinternal
UNION ALL
SELECT format('rights %s %s', coalesce(relname, ''), a::text)
  FROM pg_class CROSS JOIN LATERAL unnest(relacl) AS a WHERE relnamespace = current_schema()::regnamespace
UNION ALL
SELECT format('rights %s %s', oid::regprocedure, a::text)
  FROM pg_proc CROSS JOIN LATERAL unnest(proacl) AS a WHERE pronamespace = current_schema()::regnamespace) AS c
 ORDER BY line COLLATE "C"
