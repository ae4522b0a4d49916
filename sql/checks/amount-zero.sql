-- title: Opportunity without a credible amount
-- rule: D6
-- why: the forecast adds these amounts up
-- fix: enter what the customer would pay
-- needs: opportunity.amount, first-stage
-- evidence: record amount stage hosts price, history amount, lists opportunities
-- param: off_percent, number, 20, percent between the amount and hosts by price, ours
-- column: amount, Amount, money
-- column: expected, Hosts by price, money
-- column: stage, Stage, text
-- column: close_date, Close date, date
-- column: account, Account, text
WITH deal AS (
  SELECT o.*, read_number(o.custom ->> 'hosts') AS hosts, read_number(o.custom ->> 'price') AS price,
         lower(btrim(o.stage)) NOT IN (SELECT f.stage FROM first_stage AS f) AS is_past_first,
         (p.params ->> 'off_percent')::numeric AS off_percent
    FROM open_deal AS o
   CROSS JOIN LATERAL thresholds('amount-zero', o.owner_id) AS p
), judged AS (
  SELECT d.*, d.hosts * d.price AS expected,
         CASE WHEN d.amount IS NULL AND d.is_past_first THEN 'missing'
              WHEN d.amount = 0 AND d.is_past_first THEN 'zero'
              WHEN d.amount < 0 AND d.is_past_first THEN 'negative'
              WHEN d.amount > 0 AND d.hosts * d.price > 0
                   AND abs(d.amount - d.hosts * d.price) * 100 > d.hosts * d.price * d.off_percent THEN 'off' END AS problem
    FROM deal AS d
)
SELECT 'opportunity' AS record_type, j.opportunity_id AS record_id,
       CASE WHEN is_blank(j.name) THEN j.opportunity_id ELSE j.name END AS label, coalesce(j.owner_id, '') AS rep_id, j.account_id,
       'warn' AS severity,
       CASE j.problem WHEN 'off' THEN format('the amount is %s, but %s hosts at %s make %s', j.amount, j.hosts, j.price, j.expected)
                      WHEN 'missing' THEN format('no amount in stage %s', j.stage)
                      ELSE format('the amount is %s (%s) in stage %s', j.problem, j.amount, j.stage) END AS why,
       coalesce(abs(j.amount - j.expected), 0) AS weight, j.amount, j.expected, j.stage, j.close_date, a.name AS account
  FROM judged AS j
  LEFT JOIN account AS a ON a.account_id = j.account_id
 WHERE j.problem IS NOT NULL
 ORDER BY j.opportunity_id
