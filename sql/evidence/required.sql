-- title: Fields that are asked for
WITH f AS (
  SELECT f.record_type, f.record_id, f.account_id, f.part, f.detail -> 'missing_names' AS names,
         CASE WHEN f.part = 'champion' THEN 'contact' ELSE f.record_type END AS object
    FROM finding AS f WHERE f.finding_id = $1
), shown AS (
  SELECT 1 AS kind, r.place, r.label, f.record_id AS id, v.fields ->> r.name AS value, s.field,
         CASE WHEN r.severity = 'soft' THEN NULL ELSE coalesce(f.names ? r.name, false) END AS lacks, r.severity,
         CASE WHEN c.value IS NULL THEN 'ours' ELSE format('[required.%s]', r.object) END AS origin, r.of_customers, r.object
    FROM f
    JOIN required_field AS r ON r.object = f.object AND f.part <> 'champion'
    JOIN source_field AS s ON s.object = r.object AND s.name = r.name
    LEFT JOIN setting AS c ON c.section = 'required.' || r.object AND c.name = r.name
    LEFT JOIN LATERAL (SELECT x.fields FROM record_versions(f.record_type, f.record_id) AS x WHERE x.valid_to > as_of() LIMIT 1) AS v ON true
  UNION ALL
  SELECT 2, 1, c.name, c.contact_id, c.custom ->> 'is_champion', s.field, false, r.severity, 'is champion', false, 'contact'
    FROM f
    JOIN contact AS c ON f.part = 'champion' AND c.account_id = f.account_id
    JOIN required_field AS r ON r.object = 'contact' AND r.name = 'is_champion'
    JOIN source_field AS s ON s.object = 'contact' AND s.name = 'is_champion'
  UNION ALL
  SELECT 3, 1, 'contacts', f.account_id, 'none of them is marked as champion', s.field, true, r.severity, 'asked for where an opportunity is open', false, 'contact'
    FROM f
    JOIN required_field AS r ON f.part = 'champion' AND r.object = 'contact' AND r.name = 'is_champion'
    JOIN source_field AS s ON s.object = 'contact' AND s.name = 'is_champion'
)
SELECT NULL AS at, NULL AS day, format('%s: %s', s.label, CASE WHEN is_blank(s.value) THEN '(empty)' ELSE value_words(s.value) END) AS what, NULL AS who,
       CASE s.kind WHEN 1 THEN s.field ELSE s.id END AS id, s.lacks AS counts,
       concat_ws(', ', s.severity, s.origin, CASE WHEN s.of_customers THEN CASE s.object WHEN 'account' THEN 'of customers alone' ELSE 'of won deals alone' END END) AS remark
  FROM shown AS s
 ORDER BY s.kind, s.place, s.id
