SELECT coalesce(nullif(l.status, ''), 'no status') AS status, n.rep, n.label, n.record_id, CASE WHEN n.fails > 0 THEN 'fail' ELSE 'warn' END AS severity,
       n.words, n.age, l.company
  FROM lead_need AS n
  LEFT JOIN lead AS l ON l.lead_id = n.record_id
 ORDER BY status, n.fails > 0 DESC, n.found DESC, n.age DESC, n.label, n.record_id
