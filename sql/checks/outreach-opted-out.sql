-- title: Touch against the person's wish
-- rule: A6
-- why: whoever opted out said no; going on is against their wish and in many countries against the law
-- fix: stop at once, take the person out of sequences and lists, and tell who runs them
-- needs: activity, touch, opt-out
-- evidence: window 30, wish, record opted_out do_not_call, history opted_out do_not_call
-- param: fail_at, integer, 1, touches in 30 days, ours
-- column: kind, Kind, text
-- column: touches, Touches, integer
-- column: last_touch, Last touch, instant
-- The version of then decides, what the person had said when the touch was made.
WITH refused AS MATERIALIZED (
  SELECT t.*
    FROM rep AS r
    JOIN recent_touch AS t ON t.rep_id = r.rep_id
    LEFT JOIN contact_version AS c ON c.contact_id = t.person_id AND c.valid_from <= t.at AND c.valid_to > t.at
    LEFT JOIN lead_version AS l ON l.lead_id = t.person_id AND l.valid_from <= t.at AND l.valid_to > t.at
   WHERE (t.kind = 'email' AND (c.opted_out OR l.opted_out))
      OR (t.kind = 'call' AND (c.do_not_call OR l.do_not_call))
)
SELECT c.person_type AS record_type, c.person_id AS record_id, c.kind AS part, coalesce(c.person, c.person_id) AS label,
       c.rep_id, c.account_id, 'fail' AS severity,
       format(CASE c.kind WHEN 'email' THEN '%s to a person who opted out of e-mail, the last on %s'
                          ELSE '%s to a person who is not to be called, the last on %s' END,
              counted(c.touches, CASE c.kind WHEN 'email' THEN 'e-mail' ELSE 'call' END),
              to_char(c.last_touch AT TIME ZONE org_zone(), 'FMDD Mon YYYY')) AS why,
       c.touches AS weight, c.kind, c.touches, c.last_touch
  FROM (SELECT t.rep_id, t.person_id, t.kind, count(*) AS touches, max(t.at) AS last_touch,
               min(t.person) AS person, min(t.person_type) AS person_type, min(t.account_id) AS account_id
          FROM refused AS t
         CROSS JOIN LATERAL (SELECT FROM person AS known WHERE known.person_id = t.person_id OFFSET 0) AS known
         GROUP BY t.rep_id, t.person_id, t.kind) AS c
 CROSS JOIN LATERAL thresholds('outreach-opted-out', c.rep_id) AS p
 WHERE c.touches >= (p.params ->> 'fail_at')::integer
 ORDER BY c.rep_id, c.person_id, c.kind
