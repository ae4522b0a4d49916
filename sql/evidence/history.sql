-- title: What changed on the record
-- $2: the fields by our names.
SELECT c.at, NULL AS day,
       format('%s: %s → %s', replace(n.name, '_', ' '), coalesce(value_words(c.old_value), '(empty)'), coalesce(value_words(c.new_value), '(empty)')) AS what,
       c.who, c.id, NULL AS counts, 'by ' || c.told_by AS remark
  FROM finding AS f
 CROSS JOIN string_to_table($2, ' ') AS n (name)
 CROSS JOIN record_changes(f.record_type, f.record_id, n.name) AS c
 WHERE f.finding_id = $1
 ORDER BY c.at, c.told_by, c.id, n.name
