-- title: Close date moved into a later quarter
-- rule: D8
-- why: what was promised for this quarter is missing in it
-- fix: tell the manager why, and set a date that holds
-- needs: opportunity.close_date, close-history
-- evidence: window window_days, moves, record close_date
-- param: window_days, integer, 90, days looked back, ours
-- param: first_month, integer, 1, month in which the year begins, ours
-- column: from_date, From, date
-- column: close_date, Close date, date
-- column: moved_at, Moved, instant
-- column: told_by, Told by, text
-- column: stage, Stage, text
-- column: amount, Amount, money
-- column: account, Account, text
-- A move that was taken back is none, for the deal closes in the quarter that it was in.
SELECT 'opportunity' AS record_type, o.opportunity_id AS record_id,
       CASE WHEN is_blank(o.name) THEN o.opportunity_id ELSE o.name END AS label, coalesce(o.owner_id, '') AS rep_id, o.account_id,
       'warn' AS severity,
       format('close date moved on %s from %s into a later quarter, now %s (by %s)', day_words(m.at), day_words(m.from_date),
              day_words(o.close_date), m.told_by) AS why,
       coalesce(o.amount, 0) AS weight, m.from_date, o.close_date, m.at AS moved_at, m.told_by, o.stage, o.amount, a.name AS account
  FROM open_deal AS o
 CROSS JOIN LATERAL thresholds('close-date-quarter', o.owner_id) AS limits
 CROSS JOIN LATERAL jsonb_to_record(limits.params) AS p (window_days integer, first_month integer)
 CROSS JOIN LATERAL (SELECT c.*
                       FROM close_date_moves(o.opportunity_id) AS c
                      WHERE c.at >= days_before(p.window_days)
                        AND quarter_number(o.close_date, p.first_month) > quarter_number(c.from_date, p.first_month)
                      ORDER BY c.at DESC, c.from_date
                      LIMIT 1) AS m
  LEFT JOIN account AS a ON a.account_id = o.account_id
 ORDER BY o.opportunity_id
