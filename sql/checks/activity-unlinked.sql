-- title: Activity that names nobody
-- rule: A13
-- why: no other check can see what names neither a person nor an account
-- fix: log activity on the person; look at the mail plug-in's matching if it does this by itself
-- needs: activity
-- evidence: window 30, unlinked
-- param: warn_over_percent, number, 5, percent of the rep's activities in 30 days, ours
-- param: least_activities, integer, 20, activities below which nothing is said, ours
-- column: unlinked, Without a link, integer
-- column: activities, Activities, integer
-- column: share, Share, percent
SELECT 'user' AS record_type, c.rep_id AS record_id, c.name AS label, c.rep_id, NULL AS account_id,
       'warn' AS severity,
       format('%s of %s activities in 30 days name no person and no account', c.unlinked, c.activities) AS why,
       c.unlinked AS weight, c.unlinked, c.activities, round(c.unlinked::numeric / c.activities, 4) AS share
  FROM (SELECT r.rep_id, r.name, count(*) AS activities,
               count(*) FILTER (WHERE a.person_id IS NULL AND a.account_id IS NULL) AS unlinked
          FROM rep AS r
          JOIN activity_live AS a ON a.rep_id = r.rep_id
         WHERE a.at >= days_before(30)
         GROUP BY r.rep_id, r.name) AS c
 CROSS JOIN LATERAL thresholds('activity-unlinked', c.rep_id) AS p
 WHERE c.activities >= (p.params ->> 'least_activities')::integer
   AND c.unlinked * 100 > (p.params ->> 'warn_over_percent')::numeric * c.activities
 ORDER BY c.rep_id
