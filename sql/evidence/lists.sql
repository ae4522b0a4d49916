-- title: What the configuration says
-- $2: sections.
SELECT NULL AS at, NULL AS day, format('[%s] %s: %s', s.section, s.name, CASE WHEN is_blank(s.value) THEN '(nothing)' ELSE s.value END) AS what,
       NULL AS who, NULL AS id, NULL AS counts, 'for everybody' AS remark
  FROM finding AS f
  JOIN setting AS s ON s.section = ANY (string_to_array($2, ' '))
 WHERE f.finding_id = $1
 ORDER BY s.section, s.name
