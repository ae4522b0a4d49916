-- shared: status leads needing failing owners
SELECT coalesce(nullif(l.status, ''), 'no status') AS status, count(*) AS leads, count(n.record_id) AS needing,
       count(*) FILTER (WHERE n.fails > 0) AS failing, count(DISTINCT l.owner_id) AS owners
  FROM lead_in_scope AS l
  LEFT JOIN lead_need AS n ON n.record_id = l.lead_id
 WHERE l.is_converted IS NOT TRUE
 GROUP BY 1
 ORDER BY needing DESC, leads DESC, status
