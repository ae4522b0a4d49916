-- title: Quote sent without approval
-- rule: F3
-- why: the chief revenue officer approves every quote and purchase order before the customer sees it
-- fix: have it approved now, and tell the customer of any change
-- needs: opportunity, quote, approval, approval_step, quote-approvers
-- evidence: quotes, approvals quotes, lists quotes
-- column: quote, Quote, text
-- column: status, Status, text
-- column: opportunity, Opportunity, text
-- column: account, Account, text
-- column: created, Created, instant
-- Approved on the quote itself, on its opportunity, or by a status that says so. A purchase
-- order is a quote, or a mapped field purchase_order_sent on the opportunity. Approvals are asked for
-- last, and row by row, which OFFSET 0 holds the planner to.
WITH approver AS MATERIALIZED (
  SELECT l.ids, (SELECT string_agg(u.name, ' or ' ORDER BY u.name, u.user_id) FROM crm_user AS u WHERE u.user_id = ANY (l.ids)) AS names
    FROM (SELECT array(SELECT listed_users('quotes', 'approvers')) AS ids) AS l
), sent AS (
  SELECT o.opportunity_id, o.owner_id, o.account_id, o.amount, o.name, 'quote' AS record_type, q.quote_id AS record_id, '' AS part,
         coalesce(nullif(btrim(q.name), ''), q.number, q.quote_id) AS label, btrim(q.status) AS status, q.created_at
    FROM opportunity_in_scope AS o
   CROSS JOIN LATERAL (SELECT * FROM live_quote AS q
                        WHERE q.opportunity_id = o.opportunity_id AND q.is_out AND NOT q.status_approves OFFSET 0) AS q
  UNION ALL
  SELECT o.opportunity_id, o.owner_id, o.account_id, o.amount, o.name, 'opportunity', o.opportunity_id, 'purchase order', o.name, 'purchase order sent',
         read_instant(o.custom ->> 'purchase_order_sent')
    FROM opportunity_in_scope AS o
   WHERE is_said(o.custom ->> 'purchase_order_sent')
)
SELECT s.record_type, s.record_id, s.part, s.label, s.owner_id AS rep_id, s.account_id, 'fail' AS severity,
       format('%s without the approval of %s', CASE s.part WHEN '' THEN s.status ELSE 'purchase order sent' END,
              coalesce(r.names, 'the chief revenue officer')) AS why,
       s.amount AS weight, s.label AS quote, s.status, s.name AS opportunity, a.name AS account, s.created_at AS created
  FROM (SELECT * FROM sent OFFSET 0) AS s
 CROSS JOIN approver AS r
 CROSS JOIN LATERAL approval_of(s.record_id, r.ids) AS own
 CROSS JOIN LATERAL approval_of(s.opportunity_id, r.ids) AS deal
  LEFT JOIN account AS a ON a.account_id = s.account_id
 WHERE NOT own.is_approved AND NOT deal.is_approved
 ORDER BY s.record_id, s.part
