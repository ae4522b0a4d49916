-- shared: status rep label severity words age
WITH need AS (
  SELECT record_id, string_agg(DISTINCT check_title, E'\n') AS words FROM finding_shown WHERE redacted() AND record_type = 'lead' AND status <> 'waived' GROUP BY record_id
)
SELECT coalesce(nullif(l.status, ''), 'no status') AS status, n.rep, shown_record('lead', n.record_id, NULL, n.label) AS label, n.record_id, CASE WHEN n.fails > 0 THEN 'fail' ELSE 'warn' END AS severity,
       CASE WHEN redacted() THEN t.words ELSE n.words END AS words, n.age, l.company
  FROM lead_need AS n
  LEFT JOIN lead AS l ON l.lead_id = n.record_id
  LEFT JOIN need AS t ON t.record_id = n.record_id
 ORDER BY status, n.fails > 0 DESC, n.found DESC, n.age DESC, label, n.record_id
