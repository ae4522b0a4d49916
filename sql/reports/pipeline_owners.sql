-- shared: owner deals amount needing overdue stale lost lost_amount
SELECT owner, count(*) AS deals, sum(amount) AS amount, count(*) FILTER (WHERE found > 0) AS needing, count(*) FILTER (WHERE is_overdue) AS overdue,
       count(*) FILTER (WHERE silent_days IS NOT NULL) AS stale, count(*) FILTER (WHERE is_lost) AS lost,
       sum(amount) FILTER (WHERE is_lost) AS lost_amount
  FROM pipeline_deal
 GROUP BY owner_id, owner
 ORDER BY needing DESC, deals DESC, owner, owner_id
