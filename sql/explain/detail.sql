-- $1 the finding
-- shared: key title value words
SELECT d.key, detail_title(f.check_id, d.key) AS title, d.value, detail_words(d.value, finding_zone($1)) AS words
  FROM finding AS f
 CROSS JOIN LATERAL jsonb_each(CASE WHEN redacted() THEN shared_detail(f.check_id, f.detail) ELSE f.detail END) AS d
 WHERE f.finding_id = $1 AND jsonb_typeof(d.value) <> 'null'
 ORDER BY d.key
