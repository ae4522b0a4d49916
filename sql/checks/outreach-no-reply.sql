-- title: Touches in a row without a reply
-- rule: A4
-- why: silence after this many tries is an answer
-- fix: stop the sequence, try another person or another way in
-- needs: activity, touch
-- evidence: window 30, silence
-- param: warn_at, integer, 5, touches since the last reply or meeting, ours
-- param: fail_at, integer, 8, touches since the last reply or meeting, ours
-- column: touches, Touches, integer
-- column: since, Since, date
-- column: last_touch, Last touch, date
WITH recent AS (
  SELECT DISTINCT r.rep_id, t.person_id
    FROM rep AS r
    JOIN touch AS t ON t.rep_id = r.rep_id
   WHERE t.at >= days_before(30) AND t.person_id IS NOT NULL
), silence AS MATERIALIZED (
  SELECT n.rep_id, n.person_id,
         (SELECT max(a.at) FROM answer AS a WHERE a.person_id = n.person_id) AS answered_at
    FROM recent AS n
), going_on AS (
  SELECT s.rep_id, s.person_id, count(*) AS touches, min(t.at) AS since, max(t.at) AS last_touch,
         min(t.person) AS person, min(t.person_type) AS person_type, min(t.account_id) AS account_id
    FROM silence AS s
    JOIN touch AS t ON t.rep_id = s.rep_id AND t.person_id = s.person_id
   WHERE (s.answered_at IS NULL OR t.at > s.answered_at)
   GROUP BY s.rep_id, s.person_id
)
SELECT g.person_type AS record_type, g.person_id AS record_id, coalesce(g.person, g.person_id) AS label,
       g.rep_id, g.account_id,
       CASE WHEN g.touches >= (p.params ->> 'fail_at')::integer THEN 'fail' ELSE 'warn' END AS severity,
       format('%s touches since %s without a reply', g.touches,
              to_char(g.since AT TIME ZONE org_zone(), 'FMDD Mon YYYY')) AS why,
       g.touches AS weight, g.touches, (g.since AT TIME ZONE org_zone())::date AS since,
       (g.last_touch AT TIME ZONE org_zone())::date AS last_touch
  FROM going_on AS g
 CROSS JOIN LATERAL thresholds('outreach-no-reply', g.rep_id) AS p
 WHERE g.touches >= (p.params ->> 'warn_at')::integer
 ORDER BY g.rep_id, g.person_id
