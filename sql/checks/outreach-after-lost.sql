-- title: Touch right after a lost deal
-- rule: A9
-- why: an account that has just said no needs a rest before it listens again
-- fix: let the cool-down pass, then come back with something new
-- needs: activity, touch, opportunity.close_date
-- evidence: window 30, cool-down, deals
-- param: cool_down_days, integer, 30, days after the close date, ours
-- column: touches, Touches, integer
-- column: last_touch, Last touch, instant
-- column: opportunity, Lost opportunity, text
-- column: opportunity_id, Opportunity id, text
-- column: lost_on, Lost on, date
-- A close date is its first instant. A touch of that very day may have come before the no,
-- and is let go.
WITH touched AS (
  SELECT r.rep_id, t.account_id, t.at
    FROM rep AS r
    JOIN recent_touch AS t ON t.rep_id = r.rep_id
   WHERE t.account_id IS NOT NULL
), lost AS (
  SELECT t.account_id, o.opportunity_id, o.name, o.close_date
    FROM (SELECT DISTINCT account_id FROM touched) AS t
   CROSS JOIN LATERAL (SELECT o.opportunity_id, o.name, o.close_date, o.is_closed, o.is_won
                         FROM deals_of(t.account_id) AS o
                        WHERE NOT o.is_closed OR o.close_date IS NOT NULL
                        ORDER BY o.is_closed, o.close_date DESC, o.is_won DESC, o.opportunity_id
                        LIMIT 1) AS o
   WHERE o.is_closed AND NOT o.is_won
), counted AS (
  SELECT t.rep_id, t.account_id, l.opportunity_id, l.name, l.close_date, count(*) AS touches, max(t.at) AS last_touch
    FROM touched AS t
    JOIN lost AS l USING (account_id)
   CROSS JOIN LATERAL thresholds('outreach-after-lost', t.rep_id) AS limits
   CROSS JOIN LATERAL jsonb_to_record(limits.params) AS p (cool_down_days integer)
   WHERE t.at >= (l.close_date + 1)::timestamp AT TIME ZONE org_zone()
     AND t.at < (l.close_date + p.cool_down_days)::timestamp AT TIME ZONE org_zone()
   GROUP BY t.rep_id, t.account_id, l.opportunity_id, l.name, l.close_date
)
SELECT 'account' AS record_type, c.account_id AS record_id, coalesce(nullif(btrim(a.name), ''), c.account_id) AS label,
       c.rep_id, c.account_id, 'warn' AS severity,
       format('%s after the last opportunity was lost on %s',
              touches_words(c.touches),
              to_char(c.close_date, 'FMDD Mon YYYY')) AS why,
       c.touches AS weight, c.touches, c.last_touch, c.name AS opportunity, c.opportunity_id, c.close_date AS lost_on
  FROM counted AS c
  LEFT JOIN account AS a ON a.account_id = c.account_id
 ORDER BY c.rep_id, c.account_id
