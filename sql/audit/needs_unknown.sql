-- The first column that a check needs and no source fills. $1 as in needs.sql, of one check
SELECT need
  FROM jsonb_each($1::jsonb) AS c, jsonb_array_elements_text(c.value) WITH ORDINALITY AS n (need, place)
 CROSS JOIN LATERAL (SELECT split_part(need, '.', 1) AS thing, split_part(need, '.', 2) AS name) AS p
 WHERE name <> ''
   AND NOT EXISTS (SELECT FROM source_field AS f
                    WHERE f.name = p.name
                      AND f.object IN (CASE thing WHEN 'user' THEN 'crm_user' WHEN 'case' THEN 'support_case'
                                                  WHEN 'activity' THEN 'task' ELSE thing END,
                                       CASE thing WHEN 'activity' THEN 'event' END))
 ORDER BY place
 LIMIT 1
