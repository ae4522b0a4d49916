-- shared: rows says
SELECT count(DISTINCT coalesce(nullif(status, ''), 'no status')) AS rows, 'Leads that are not converted, by status: ' || count(*) || '.' AS says
  FROM lead_in_scope
 WHERE is_converted IS NOT TRUE
