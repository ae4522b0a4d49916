-- shared: rows says
SELECT count(*) AS rows,
       CASE WHEN count(*) = 0 THEN 'No open opportunity is stale or overdue; reps looked at: ' || (SELECT count(*) FROM rep) || '.'
            ELSE 'Open opportunities that are stale or past their close date: ' || count(*)
                 || ', to be closed as lost: ' || count(*) FILTER (WHERE lost)
                 || '. Worth in all: ' || to_char(coalesce(sum(amount), 0), 'FM999,999,999,999,990') || '.' END AS says
  FROM (SELECT record_id, bool_or(check_id = 'opportunity-stale' AND severity = 'fail') AS lost,
               max((detail ->> 'amount')::numeric) AS amount
          FROM finding_shown
         WHERE check_id IN ('opportunity-stale', 'close-date-past') AND status <> 'waived'
         GROUP BY record_id, rep_id) AS deal
