-- title: Terms that are not standard, and not approved
-- rule: F4
-- why: exceptions to the standard terms cost money for years, so somebody must have said yes to them
-- fix: bring the terms back to the standard, or have them approved
-- needs: opportunity, approval, approval_step, standard-terms, terms-approvers
-- evidence: record payment_terms term, lists terms, quotes, contracts, approvals terms
-- column: terms, Terms, text
-- column: deviations, Deviations, integer
-- column: stage, Stage, text
-- column: amount, Amount, money
-- column: account, Account, text
-- Open and won deals. The standard is [terms] of the configuration; what it does not name
-- is not judged, nor is an empty field. The term may stand on the deal or its contract.
-- Of quotes those count that are out or in use; one that was approved excuses its own
-- discount, and an approved deal all of it. Who approved is asked of odd ones alone, which OFFSET 0
-- holds the planner to.
WITH approver AS MATERIALIZED (
  SELECT nullif(array(SELECT listed_users('terms', 'approvers')), '{}') AS ids
), standard AS MATERIALIZED (
  SELECT array(SELECT name_words(item) FROM setting_list('terms', 'payment') AS item) AS payment,
         array(SELECT term_months(item) FROM setting_list('terms', 'months') AS item) AS months,
         read_number(setting_value('terms', 'most_discount')) AS most_discount
), deal AS MATERIALIZED (
  SELECT o.*, name_words(o.custom ->> 'payment_terms') AS payment,
         CASE WHEN is_blank(o.custom ->> 'term') THEN c.term_months::text ELSE o.custom ->> 'term' END AS term
    FROM opportunity_in_scope AS o
    LEFT JOIN contract AS c ON c.contract_id = o.contract_id AND NOT c.is_deleted
   WHERE NOT o.is_closed OR o.is_won
), judged AS (
  SELECT d.*, t.months, q.discount,
         coalesce(s.payment <> '{}' AND NOT is_blank(d.custom ->> 'payment_terms') AND d.payment <> ALL (s.payment), false) AS is_odd_payment,
         s.months <> '{}' AND NOT is_blank(d.term) AND coalesce(t.months <> ALL (s.months), true) AS is_odd_term,
         q.discount IS NOT NULL AS is_odd_discount
    FROM deal AS d
   CROSS JOIN standard AS s
   CROSS JOIN approver AS r
   CROSS JOIN LATERAL (SELECT term_months(d.term) AS months OFFSET 0) AS t
   CROSS JOIN LATERAL (SELECT max(q.discount) AS discount
                         FROM live_quote AS q
                        WHERE q.opportunity_id = d.opportunity_id AND q.discount > s.most_discount AND (q.is_out OR q.is_syncing)
                          AND NOT is_approved(q.quote_id, r.ids)) AS q
), odd AS (
  SELECT * FROM judged WHERE is_odd_payment OR is_odd_term OR is_odd_discount OFFSET 0
)
SELECT 'opportunity' AS record_type, d.opportunity_id AS record_id,
       CASE WHEN is_blank(d.name) THEN d.opportunity_id ELSE d.name END AS label, d.owner_id AS rep_id, d.account_id,
       CASE WHEN d.is_won THEN 'fail' ELSE 'warn' END AS severity,
       format('%s without an approval', w.terms) AS why, d.amount AS weight,
       w.terms, d.is_odd_payment::integer + d.is_odd_term::integer + d.is_odd_discount::integer AS deviations,
       d.stage, d.amount, a.name AS account
  FROM odd AS d
 CROSS JOIN approver AS r
 CROSS JOIN LATERAL (SELECT concat_ws(', ',
                       CASE WHEN d.is_odd_payment THEN format('payment terms %s', d.custom ->> 'payment_terms') END,
                       CASE WHEN d.is_odd_term THEN format('a term of %s', coalesce(months_words(d.months), d.term)) END,
                       CASE WHEN d.is_odd_discount THEN format('a discount of %s %%', trim_scale(d.discount)) END) AS terms) AS w
  LEFT JOIN account AS a ON a.account_id = d.account_id
 WHERE NOT is_approved(d.opportunity_id, r.ids)
 ORDER BY d.opportunity_id
