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
-- Counted by the activities themselves; person and account are looked up for what is found.
WITH recent AS MATERIALIZED (
  SELECT DISTINCT r.rep_id, t.person_id
    FROM rep AS r
    JOIN recent_touch AS t ON t.rep_id = r.rep_id
   WHERE t.person_id IS NOT NULL
), reached AS (
  SELECT DISTINCT person_id FROM recent
), said AS MATERIALIZED (
  SELECT a.person_id, a.rep_id, a.at, a.direction = 'inbound' OR a.kind = 'meeting' AS is_answer,
         a.is_done AND a.direction = 'outbound' AND a.kind IN ('email', 'call', 'linkedin', 'sms') AS is_touch
    FROM reached AS p
    JOIN activity AS a ON a.person_id = p.person_id
   WHERE a.at < as_of() AND a.folded_into IS NULL
), answered AS (
  SELECT x.person_id, max(x.at) AS at
    FROM (SELECT s.person_id, s.at FROM said AS s WHERE s.is_answer
          UNION ALL
          SELECT g.person_id, a.at
            FROM reached AS p
            JOIN meeting_guest AS g ON g.person_id = p.person_id
            JOIN activity AS a ON a.activity_id = g.activity_id AND a.source = 'event'
           WHERE a.at < as_of()) AS x
   GROUP BY x.person_id
), going_on AS (
  SELECT n.rep_id, n.person_id, count(*) AS touches, min(t.at) AS since, max(t.at) AS last_touch
    FROM recent AS n
    JOIN said AS t ON t.rep_id = n.rep_id AND t.person_id = n.person_id AND t.is_touch
    LEFT JOIN answered AS w ON w.person_id = n.person_id
   WHERE w.at IS NULL OR t.at > w.at
   GROUP BY n.rep_id, n.person_id
), found AS MATERIALIZED (
  SELECT g.*, (p.params ->> 'fail_at')::integer AS fail_at
    FROM going_on AS g
   CROSS JOIN LATERAL thresholds('outreach-no-reply', g.rep_id) AS p
   WHERE g.touches >= (p.params ->> 'warn_at')::integer
), named AS (
  SELECT f.rep_id, f.person_id, f.touches, f.since, f.last_touch, f.fail_at,
         min(t.person) AS person, min(t.person_type) AS person_type, min(t.account_id) AS account_id
    FROM found AS f
    JOIN touch AS t ON t.rep_id = f.rep_id AND t.person_id = f.person_id AND t.at >= f.since
   GROUP BY f.rep_id, f.person_id, f.touches, f.since, f.last_touch, f.fail_at
)
SELECT n.person_type AS record_type, n.person_id AS record_id, coalesce(n.person, n.person_id) AS label,
       n.rep_id, n.account_id,
       CASE WHEN n.touches >= n.fail_at THEN 'fail' ELSE 'warn' END AS severity,
       format('%s touches since %s without a reply', n.touches,
              to_char(n.since AT TIME ZONE org_zone(), 'FMDD Mon YYYY')) AS why,
       n.touches AS weight, n.touches, (n.since AT TIME ZONE org_zone())::date AS since,
       (n.last_touch AT TIME ZONE org_zone())::date AS last_touch
  FROM named AS n
 ORDER BY n.rep_id, n.person_id
