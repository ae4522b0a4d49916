-- title: Touches on somebody else's account
-- rule: A7
-- why: the owner has a plan for the account; a stranger's message cuts across it
-- fix: hand over what you know to the owner, or be put on the account's team
-- needs: activity, touch, account.owner_id
-- evidence: window 30, touches-strange, owner, history owner_id
-- param: warn_at, integer, 1, touches in 30 days, ours
-- column: touches, Touches, integer
-- column: persons, Persons, integer
-- column: last_touch, Last touch, instant
-- column: owner, Owner then, text
-- The versions of then say who owned the account, and the open deals on it, when the touch was
-- made. Teams keep no history, so being on one today excuses.
WITH touched AS (
  SELECT r.rep_id, t.account_id, t.person_id, t.at, a.name AS account, v.owner_id
    FROM rep AS r
    JOIN recent_touch AS t ON t.rep_id = r.rep_id
    JOIN account AS a ON a.account_id = t.account_id
    JOIN account_version AS v ON v.account_id = t.account_id AND v.valid_from <= t.at AND v.valid_to > t.at
), strange AS (
  SELECT t.rep_id, t.account_id, min(t.account) AS account, count(*) AS touches, count(DISTINCT t.person_id) AS persons,
         max(t.at) AS last_touch, (array_agg(t.owner_id ORDER BY t.at DESC, t.owner_id))[1] AS owner_id
    FROM touched AS t
   WHERE NOT EXISTS (SELECT FROM account_owner AS o
                      WHERE o.account_id = t.account_id AND o.owner_id = t.rep_id AND o.valid_from <= t.at AND o.valid_to > t.at)
     AND NOT EXISTS (SELECT FROM account_team_member AS m
                      WHERE m.account_id = t.account_id AND m.user_id = t.rep_id AND NOT m.is_deleted)
     AND NOT EXISTS (SELECT FROM opportunity AS o
                       JOIN opportunity_team_member AS m ON m.opportunity_id = o.opportunity_id
                      WHERE o.account_id = t.account_id AND m.user_id = t.rep_id AND NOT m.is_deleted)
     AND NOT EXISTS (SELECT FROM opportunity_then AS o
                      WHERE o.account_id = t.account_id AND o.owner_id = t.rep_id AND NOT o.is_closed
                        AND coalesce(o.owner_id, '') COLLATE "C" BETWEEN scope_low() AND scope_high()
                        AND o.valid_from <= t.at AND o.valid_to > t.at)
   GROUP BY t.rep_id, t.account_id
)
SELECT 'account' AS record_type, s.account_id AS record_id, coalesce(nullif(btrim(s.account), ''), s.account_id) AS label,
       s.rep_id, s.account_id, 'warn' AS severity,
       format('%s in 30 days on an account of %s', touches_words(s.touches),
              coalesce(u.name, s.owner_id, 'nobody')) AS why,
       s.touches AS weight, s.touches, s.persons, s.last_touch, coalesce(u.name, s.owner_id) AS owner
  FROM strange AS s
  LEFT JOIN crm_user AS u ON u.user_id = s.owner_id
 CROSS JOIN LATERAL thresholds('outreach-not-owned', s.rep_id) AS p
 WHERE s.touches >= (p.params ->> 'warn_at')::integer
 ORDER BY s.rep_id, s.account_id
