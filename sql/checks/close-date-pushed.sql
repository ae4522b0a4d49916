-- title: Close date put off again and again
-- rule: D4
-- why: a deal that is always about to close spoils the forecast every time
-- fix: agree on a date with the customer, or close the opportunity
-- needs: opportunity.close_date, push-history
-- evidence: moves, record close_date push_count, history close_date
-- param: warn_moves, integer, 3, times moved later, ours
-- param: warn_days, integer, 90, days moved later in total, ours
-- column: moves, Times moved, integer
-- column: days, Days in total, integer
-- column: first_date, First date, date
-- column: close_date, Close date, date
-- column: stage, Stage, text
-- column: amount, Amount, money
-- column: account, Account, text
-- The CRM's own count of pushes leaves out those within a month, so it is only asked
-- where it tells of more than the moves that are known.
WITH moved AS (
  SELECT o.*, greatest(m.moves, o.push_count) AS pushes, m.days, m.first_date,
         CASE WHEN o.push_count > m.moves THEN 'the CRM''s count' ELSE m.told_by END AS told_by
    FROM open_deal AS o
   CROSS JOIN LATERAL (SELECT count(*) AS moves, coalesce(sum(c.to_date - c.from_date), 0) AS days, min(c.told_by) AS told_by,
                              (array_agg(c.from_date ORDER BY c.at, c.from_date))[1] AS first_date
                         FROM close_date_moves(o.opportunity_id) AS c) AS m
)
SELECT 'opportunity' AS record_type, m.opportunity_id AS record_id,
       CASE WHEN is_blank(m.name) THEN m.opportunity_id ELSE m.name END AS label, coalesce(m.owner_id, '') AS rep_id, m.account_id,
       'warn' AS severity,
       format('close date moved later %s%s (by %s)', counted(m.pushes::bigint, 'time'),
              CASE WHEN m.days > 0 THEN ', by ' || counted(m.days, 'day') || ' in total' ELSE '' END, m.told_by) AS why,
       m.days AS weight, m.pushes AS moves, m.days, m.first_date, m.close_date, m.stage, m.amount, a.name AS account
  FROM moved AS m
  LEFT JOIN account AS a ON a.account_id = m.account_id
 CROSS JOIN LATERAL thresholds('close-date-pushed', m.owner_id) AS limits
 CROSS JOIN LATERAL jsonb_to_record(limits.params) AS p (warn_moves integer, warn_days integer)
 WHERE m.pushes >= p.warn_moves OR m.days >= p.warn_days
 ORDER BY m.opportunity_id
