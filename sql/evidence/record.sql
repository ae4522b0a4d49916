-- title: The record's values
-- $2: the fields by our names, * for all that have a value.
WITH f AS (
  SELECT f.record_type, f.record_id, record_object(f.record_type) AS object FROM finding AS f WHERE f.finding_id = $1
), wanted AS (
  SELECT n.name, s.field, n.place
    FROM f
   CROSS JOIN string_to_table($2, ' ') WITH ORDINALITY AS n (name, place)
    LEFT JOIN source_field AS s ON s.object = f.object AND s.name = n.name
   WHERE $2 <> '*'
  UNION ALL
  SELECT s.name, s.field, s.place FROM f JOIN source_field AS s ON s.object = f.object WHERE $2 = '*' AND s.place > 1 AND s.kind <> 'flag' AND s.name <> 'stamp'
), version AS (
  SELECT w.name, w.field, w.place, f.record_type, v.valid_from, v.valid_to, v.fields ->> w.name AS value,
         lag(v.fields ->> w.name) OVER (PARTITION BY w.name ORDER BY v.valid_from) AS old,
         row_number() OVER (PARTITION BY w.name ORDER BY v.valid_from) AS nth
    FROM f
   CROSS JOIN wanted AS w
   CROSS JOIN record_versions(f.record_type, f.record_id) AS v
), standing AS (
  SELECT v.*, max(v.valid_from) FILTER (WHERE v.nth = 1 OR v.value IS DISTINCT FROM v.old) OVER (PARTITION BY v.name) AS since
    FROM version AS v
)
SELECT nullif(s.since, '-infinity') AS at, NULL AS day,
       format('%s: %s', replace(s.name, '_', ' '), CASE WHEN is_blank(s.value) THEN '(empty)' ELSE value_words(s.value) END) AS what,
       NULL AS who, s.field AS id, NULL AS counts,
       CASE WHEN s.field IS NULL THEN 'not mapped'
            WHEN s.record_type IN ('event', 'quote', 'document') THEN 'as last read'
            WHEN s.since > '-infinity' THEN 'so in our versions since then' ELSE 'so in our first version' END AS remark
  FROM standing AS s
 WHERE s.valid_to > as_of() AND ($2 <> '*' OR NOT is_blank(s.value))
 ORDER BY s.place
