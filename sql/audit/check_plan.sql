-- How the server would go about a check's text, in words, and which big tables it would
-- read from end to end. $1 the text, of one statement
WITH RECURSIVE node AS (
  SELECT check_plan($1) AS node, true AS is_top
  UNION ALL
  SELECT child, false FROM node CROSS JOIN LATERAL jsonb_array_elements(node -> 'Plans') AS child
), whole AS (
  SELECT c.relname, c.reltuples::bigint AS rows
    FROM pg_class AS c
   WHERE c.relnamespace = current_schema()::regnamespace AND c.reltuples >= 10000
     AND c.relname IN (SELECT node ->> 'Relation Name' FROM node WHERE node ->> 'Node Type' = 'Seq Scan')
)
SELECT format('%s, cost %s, %s expected', node ->> 'Node Type', round((node ->> 'Total Cost')::numeric),
              counted((node ->> 'Plan Rows')::bigint, 'row')) AS top,
       (SELECT string_agg(format('%s (%s rows)', relname, rows), ', ' ORDER BY relname) FROM whole) AS whole
  FROM node
 WHERE is_top
