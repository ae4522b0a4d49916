-- title: Account figures that the records contradict
-- rule: B6
-- why: whoever reads the account believes these figures; the opportunities say otherwise
-- fix: correct the figure, or make it a roll-up that cannot go wrong
-- needs: account, opportunity, account-figures
-- evidence: figures, deals
-- param: money_tolerance, number, 0.01, in the CRM's currency, handbook
-- column: disagree, Disagree, text
-- column: figures, Figures, integer
-- An empty figure is for B1. What is written alike is the same, which is cheaper to see. Won deals count whatever their close date is.
WITH recorded AS (
  SELECT a.account_id, a.name, a.owner_id, a.custom, r.*, (p.params ->> 'money_tolerance')::numeric AS money_tolerance
    FROM account_in_scope AS a
   CROSS JOIN LATERAL (SELECT count(*) AS opportunities, count(*) FILTER (WHERE o.is_won) AS won,
                              min(o.close_date) FILTER (WHERE o.is_won) AS first_close,
                              coalesce(sum(o.amount) FILTER (WHERE o.is_won), 0) AS revenue,
                              max(read_date(o.custom ->> 'subscription_end')) FILTER (WHERE o.is_won) AS last_end
                         FROM deals_of(a.account_id) AS o) AS r
   CROSS JOIN LATERAL thresholds('account-figures-disagree', a.owner_id) AS p
), compared AS (
  SELECT r.account_id, f.place, f.label, btrim(r.custom ->> f.name) AS stored, f.actual
    FROM recorded AS r
   CROSS JOIN LATERAL (VALUES
     (1, 'total_opportunities', 'total opportunities', r.opportunities::text,
      r.custom ->> 'total_opportunities' <> r.opportunities::text AND read_number(r.custom ->> 'total_opportunities') IS DISTINCT FROM r.opportunities),
     (2, 'deals_won', 'deals won', r.won::text,
      read_number(r.custom ->> 'deals_won') IS DISTINCT FROM r.won),
     (3, 'first_deal_close', 'first deal''s close date', coalesce(r.first_close::text, 'none'),
      read_date(r.custom ->> 'first_deal_close') IS DISTINCT FROM r.first_close),
     (4, 'cumulative_revenue', 'cumulative revenue', r.revenue::text,
      r.custom ->> 'cumulative_revenue' <> r.revenue::text
      AND coalesce(abs(read_number(r.custom ->> 'cumulative_revenue') - r.revenue) > r.money_tolerance, true)),
     (5, 'subscription_end', 'latest subscription end', coalesce(r.last_end::text, 'none'),
      read_date(r.custom ->> 'subscription_end') IS DISTINCT FROM r.last_end AND (SELECT field_present('opportunity', 'subscription_end')))
     ) AS f (place, name, label, actual, differs)
   WHERE f.differs AND NOT is_blank(r.custom ->> f.name)
     AND EXISTS (SELECT FROM source_field AS s WHERE s.object = 'account' AND s.name = f.name AND s.is_present)
), disagreeing AS (
  SELECT account_id, count(*) AS figures,
         string_agg(format('%s is %s, by the records %s', label, left(stored, 40), actual), '; ' ORDER BY place) AS disagree
    FROM compared
   GROUP BY account_id
)
SELECT 'account' AS record_type, r.account_id AS record_id, CASE WHEN is_blank(r.name) THEN r.account_id ELSE r.name END AS label,
       coalesce(r.owner_id, '') AS rep_id, r.account_id, 'warn' AS severity, d.disagree AS why, d.figures AS weight,
       d.disagree, d.figures
  FROM recorded AS r
  JOIN disagreeing AS d USING (account_id)
 ORDER BY r.account_id
