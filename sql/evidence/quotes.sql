-- title: Quotes of the deal
SELECT q.created_at AS at, NULL AS day,
       format('quote %s, status %s%s', coalesce(nullif(btrim(q.name), ''), q.number, q.quote_id), coalesce(q.status, 'none'),
              ', discount ' || trim_scale(q.discount) || ' %') AS what,
       NULL AS who, q.quote_id AS id, q.is_out OR q.is_syncing IS TRUE AS counts,
       concat_ws(', ', CASE WHEN q.quote_id = f.record_id THEN 'the one itself' END,
                 CASE WHEN q.is_out THEN 'the customer has seen it, by [quotes]' ELSE 'not sent, by [quotes]' END,
                 CASE WHEN q.is_syncing THEN 'in use for the deal' END, CASE WHEN q.status_approves THEN 'its status approves' END) AS remark
  FROM finding AS f
  JOIN live_quote AS q ON q.opportunity_id = coalesce((SELECT x.opportunity_id FROM quote AS x WHERE x.quote_id = f.record_id), f.record_id)
 WHERE f.finding_id = $1
 ORDER BY q.created_at, q.quote_id
