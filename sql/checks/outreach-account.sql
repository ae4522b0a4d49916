-- title: Too many touches to one account
-- rule: A2
-- why: colleagues compare notes; an account worked on from all sides feels hunted
-- fix: agree on one contact and one thread for this account, let the others rest
-- needs: activity, touch
-- evidence: window 30, touches-account
-- param: warn_over, integer, 15, touches in 30 days, ours
-- param: fail_over, integer, 25, touches in 30 days, ours
-- column: touches, Touches, integer
-- column: persons, Persons, integer
SELECT 'account' AS record_type, c.account_id AS record_id, coalesce(a.name, c.account_id) AS label,
       c.rep_id, c.account_id,
       CASE WHEN c.touches > (p.params ->> 'fail_over')::integer THEN 'fail' ELSE 'warn' END AS severity,
       format('%s touches in 30 days, %s', c.touches,
              CASE c.persons WHEN 0 THEN 'none of them names a person' WHEN 1 THEN 'to 1 person' ELSE 'to ' || c.persons || ' persons' END) AS why,
       c.touches AS weight, c.touches, c.persons
  FROM (SELECT r.rep_id, t.account_id, count(*) AS touches, count(DISTINCT t.person_id) AS persons
          FROM rep AS r
          JOIN recent_touch AS t ON t.rep_id = r.rep_id
         WHERE t.account_id IS NOT NULL
           AND t.person_type IS DISTINCT FROM 'lead'
           AND t.account_id NOT IN (SELECT account_id FROM catch_all_account)
         GROUP BY r.rep_id, t.account_id) AS c
  LEFT JOIN account AS a ON a.account_id = c.account_id
 CROSS JOIN LATERAL thresholds('outreach-account', c.rep_id) AS p
 WHERE c.touches > (p.params ->> 'warn_over')::integer
 ORDER BY c.rep_id, c.account_id
