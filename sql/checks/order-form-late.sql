-- title: Open deal without an order form
-- rule: F6
-- why: a deal that is a month old and has no order form is not being closed
-- fix: send the order form, or say what stands in its way
-- needs: opportunity, opportunity.created_at, order-form
-- evidence: record order_form created_at stage
-- param: warn_days, integer, 30, days since its creation, later version
-- column: days, Days, integer
-- column: created, Created, instant
-- column: amount, Amount, money
-- column: stage, Stage, text
-- column: account, Account, text
WITH deal AS (
  SELECT o.*, as_of_day() - (o.created_at AT TIME ZONE org_zone())::date AS days
    FROM open_deal AS o
   WHERE NOT is_said(o.custom ->> 'order_form')
)
SELECT 'opportunity' AS record_type, d.opportunity_id AS record_id,
       CASE WHEN is_blank(d.name) THEN d.opportunity_id ELSE d.name END AS label, d.owner_id AS rep_id, d.account_id,
       'warn' AS severity, format('no order form %s after its creation', counted(d.days, 'day')) AS why, d.days AS weight,
       d.days, d.created_at AS created, d.amount, d.stage, a.name AS account
  FROM deal AS d
  LEFT JOIN account AS a ON a.account_id = d.account_id
 CROSS JOIN LATERAL thresholds('order-form-late', d.owner_id) AS p
 WHERE d.days >= (p.params ->> 'warn_days')::integer
 ORDER BY d.opportunity_id
