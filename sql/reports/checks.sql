-- What is said once of a check stands on its first row. In a workbook for one rep
-- or team nobody else's own figures are named.
-- shared: title check_id rule why fix result name value unit applies_to origin
WITH figure AS (
  SELECT c.check_id, c.title, c.rule, c.why, c.fix, c.place, c.is_enabled, k.result, p.name, p.scope, p.who, p.unit, p.origin,
         CASE jsonb_typeof(p.value)
           WHEN 'array' THEN (SELECT string_agg(item, ', ' ORDER BY at) FROM jsonb_array_elements_text(p.value) WITH ORDINALITY AS v (item, at))
           ELSE p.value #>> '{}' END AS value,
         row_number() OVER (PARTITION BY c.check_id
                            ORDER BY p.name, array_position(ARRAY['all', 'role', 'rep'], p.scope), p.who) AS line
    FROM check_catalogue AS c
    LEFT JOIN run_check AS k ON k.check_id = c.check_id AND k.run_id = run_id()
    LEFT JOIN parameter AS p
      ON p.check_id = c.check_id
     AND (p.scope <> 'rep' OR scope_is_whole()
          OR EXISTS (SELECT FROM rep AS r
                       LEFT JOIN crm_user AS u ON u.user_id = r.rep_id
                      WHERE lower(p.who) IN (lower(r.email), lower(u.username), lower(r.alias)) OR p.who IN (r.rep_id, left(r.rep_id, 15))))
)
SELECT title, check_id, rule, CASE WHEN line = 1 THEN why END AS why, CASE WHEN line = 1 THEN fix END AS fix,
       CASE WHEN line > 1 THEN ''
            WHEN NOT is_enabled THEN 'switched off'
            WHEN result IS NULL THEN 'not part of this run'
            ELSE replace(result, '_', ' ') END AS result,
       replace(name, '_', ' ') AS name, value, unit,
       CASE scope WHEN 'all' THEN 'everybody' WHEN 'role' THEN 'role ' || who WHEN 'rep' THEN who END AS applies_to, origin
  FROM figure
 ORDER BY place, check_id, line
