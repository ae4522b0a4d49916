-- shared: rows says
SELECT count(*) AS rows,
       CASE WHEN count(*) = 0 THEN 'No lead needs anything.'
            ELSE concat('Leads that need something, by status: ', count(*), ', of them fail: ', count(*) FILTER (WHERE fails > 0), '.') END AS says
  FROM lead_need
