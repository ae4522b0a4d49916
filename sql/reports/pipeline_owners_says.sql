-- shared: rows says
SELECT count(DISTINCT coalesce(owner_id, '')) AS rows, 'Open opportunities by owner. Owners: ' || count(DISTINCT coalesce(owner_id, '')) || '.' AS says
  FROM pipeline_deal
