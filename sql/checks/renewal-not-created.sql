-- title: New customer without a renewal opportunity
-- rule: F2
-- why: a renewal that nobody has opened is in no forecast, and the subscription just ends
-- fix: create the "Existing Business" renewal opportunity
-- needs: opportunity, deal-types
-- evidence: window window_days, deals, calendar close_date due, lists deals opportunities
-- param: business_days, integer, 5, business days after it was won, ours
-- param: window_days, integer, 365, days since the close date, ours
-- column: close_date, Close date, date
-- column: due, Due, instant
-- column: amount, Amount, money
-- column: account, Account, text
-- Won at the beginning of its close date, or when its stage was changed, whichever is
-- later. A renewal is one that closes after the deal, in whatever state it is; a deal of
-- no account can have none, and B2 tells of it.
WITH deal AS (
  SELECT o.*, w.won_at, business_deadline_days(w.won_at, p.business_days) AS due
    FROM opportunity_in_scope AS o
   CROSS JOIN LATERAL thresholds('renewal-not-created', o.owner_id) AS limits
   CROSS JOIN LATERAL jsonb_to_record(limits.params) AS p (business_days integer, window_days integer)
   CROSS JOIN LATERAL (SELECT greatest(o.close_date::timestamp AT TIME ZONE org_zone(), o.stage_changed_at) AS won_at) AS w
   WHERE o.is_won AND o.account_id IS NOT NULL AND w.won_at >= days_before(p.window_days)
     AND lower(btrim(o.type)) IN (SELECT named('deals', 'new_types'))
)
SELECT 'opportunity' AS record_type, d.opportunity_id AS record_id,
       CASE WHEN is_blank(d.name) THEN d.opportunity_id ELSE d.name END AS label, d.owner_id AS rep_id, d.account_id,
       'warn' AS severity,
       format('won on %s, and no renewal opportunity; it was due by %s',
              to_char(d.won_at AT TIME ZONE org_zone(), 'FMDD Mon YYYY'),
              to_char(d.due AT TIME ZONE org_zone(), 'FMDD Mon YYYY HH24:MI')) AS why,
       d.amount AS weight, d.close_date, d.due, d.amount, a.name AS account
  FROM deal AS d
  LEFT JOIN account AS a ON a.account_id = d.account_id
 WHERE d.due <= as_of()
   AND NOT EXISTS (SELECT FROM deals_of(d.account_id) AS r
                    WHERE r.opportunity_id <> d.opportunity_id
                      AND lower(btrim(r.type)) IN (SELECT named('opportunities', 'renewal_types'))
                      AND coalesce(r.close_date > d.close_date, true))
 ORDER BY d.opportunity_id
