-- title: Repeated touches on one day
-- rule: A3
-- why: a second mail or call on the same day seldom gets an answer that the first did not
-- fix: leave at least a day between touches of one kind
-- needs: activity, touch
-- evidence: window 30, touches-day
-- param: warn_at, integer, 2, touches of one kind on one day, ours
-- param: fail_at, integer, 3, touches of one kind on one day, ours
-- column: kind, Kind, text
-- column: day, Day, date
-- column: touches, Touches, integer
SELECT c.person_type AS record_type, c.person_id AS record_id, c.kind || ' ' || c.day AS part,
       coalesce(c.person, c.person_id) AS label, c.rep_id, c.account_id,
       CASE WHEN c.touches >= (p.params ->> 'fail_at')::integer THEN 'fail' ELSE 'warn' END AS severity,
       format('%s × %s on %s', c.touches, c.kind, to_char(c.day, 'FMDD Mon YYYY')) AS why,
       c.touches AS weight, c.kind, c.day, c.touches
  FROM (SELECT r.rep_id, t.person_id, t.kind, (t.at AT TIME ZONE r.zone)::date AS day, count(*) AS touches,
               min(t.person) AS person, min(t.person_type) AS person_type, min(t.account_id) AS account_id
          FROM rep AS r
          JOIN recent_touch AS t ON t.rep_id = r.rep_id
         WHERE t.person_id IS NOT NULL
         GROUP BY r.rep_id, t.person_id, t.kind, (t.at AT TIME ZONE r.zone)::date) AS c
 CROSS JOIN LATERAL thresholds('outreach-same-day', c.rep_id) AS p
 WHERE c.touches >= (p.params ->> 'warn_at')::integer
 ORDER BY c.rep_id, c.person_id, c.kind, c.day
