-- title: Open opportunity past its close date
-- rule: D2
-- why: a close date in the past makes every forecast wrong
-- fix: set the date that the customer named, or close the opportunity
-- needs: opportunity.close_date
-- evidence: record close_date stage, history close_date stage
-- column: days, Days over, integer
-- column: close_date, Close date, date
-- column: stage, Stage, text
-- column: amount, Amount, money
-- column: account, Account, text
SELECT 'opportunity' AS record_type, o.opportunity_id AS record_id,
       coalesce(nullif(btrim(o.name), ''), o.opportunity_id) AS label, coalesce(o.owner_id, '') AS rep_id, o.account_id,
       'fail' AS severity,
       format('still open, the close date passed %s ago', counted(as_of_day() - o.close_date, 'day')) AS why,
       as_of_day() - o.close_date AS weight, as_of_day() - o.close_date AS days, o.close_date, o.stage, o.amount,
       a.name AS account
  FROM open_deal AS o
  LEFT JOIN account AS a ON a.account_id = o.account_id
 WHERE o.close_date < as_of_day()
 ORDER BY o.opportunity_id
