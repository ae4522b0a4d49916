-- title: Won, and not complete
-- rule: F1
-- why: without contract, dates and invoice nobody can bill, deliver or renew what was sold
-- fix: put what is missing on the opportunity; the contract may be a file on it whose title holds a word of [deals] contract_titles
-- needs: opportunity, document_link
-- evidence: record close_date executed_contract effective_date subscription_end invoice_sent purchase_order_required purchase_order, files deals contract_titles
-- param: invoice_days, integer, 30, days after the close date, ours
-- column: missing, Missing, text
-- column: missing_count, How many, integer
-- column: close_date, Close date, date
-- column: amount, Amount, money
-- column: account, Account, text
-- A deal without its executed contract fails, other gaps warn. Fields that are not mapped
-- are not asked for; the contract may be a file on the deal or a mapped field, and so may
-- the purchase order of a deal that requires one.
WITH deal AS (
  SELECT o.*, (p.params ->> 'invoice_days')::integer AS invoice_days
    FROM opportunity_in_scope AS o
   CROSS JOIN LATERAL thresholds('won-incomplete', o.owner_id) AS p
   WHERE o.is_won
), asked AS MATERIALIZED (
  SELECT field_present('opportunity', 'effective_date') AS effective, field_present('opportunity', 'subscription_end') AS ending,
         field_present('opportunity', 'invoice_sent') AS invoice,
         title_pattern('deals', 'contract_titles') AS contract_titles, title_pattern('deals', 'purchase_order_titles') AS order_titles
), gap AS (
  SELECT d.opportunity_id, g.place, g.label
    FROM deal AS d
   CROSS JOIN asked AS q
   CROSS JOIN LATERAL (VALUES
     (1, 'close date', d.close_date IS NULL),
     (2, 'executed contract', NOT is_said(d.custom ->> 'executed_contract')
         AND NOT EXISTS (SELECT FROM document AS f
                          WHERE f.entity_id = d.opportunity_id AND title_says(f.title, q.contract_titles))),
     (3, 'effective date', q.effective AND is_blank(d.custom ->> 'effective_date')),
     (4, 'subscription end', q.ending AND is_blank(d.custom ->> 'subscription_end')),
     (5, 'invoice', q.invoice AND NOT is_said(d.custom ->> 'invoice_sent') AND as_of_day() - d.close_date >= d.invoice_days),
     (6, 'purchase order', is_said(d.custom ->> 'purchase_order_required') AND NOT is_said(d.custom ->> 'purchase_order')
         AND NOT EXISTS (SELECT FROM document AS f
                          WHERE f.entity_id = d.opportunity_id AND title_says(f.title, q.order_titles)))
     ) AS g (place, label, lacks)
   WHERE g.lacks
), lacking AS (
  SELECT opportunity_id, string_agg(label, ', ' ORDER BY place) AS missing, count(*) AS missing_count, bool_or(place = 2) AS fails
    FROM gap
   GROUP BY opportunity_id
)
SELECT 'opportunity' AS record_type, d.opportunity_id AS record_id,
       CASE WHEN is_blank(d.name) THEN d.opportunity_id ELSE d.name END AS label, d.owner_id AS rep_id, d.account_id,
       CASE WHEN l.fails THEN 'fail' ELSE 'warn' END AS severity,
       format('won without %s', l.missing) AS why, d.amount AS weight,
       l.missing, l.missing_count, d.close_date, d.amount, a.name AS account
  FROM deal AS d
  JOIN lacking AS l USING (opportunity_id)
  LEFT JOIN account AS a ON a.account_id = d.account_id
 ORDER BY d.opportunity_id
