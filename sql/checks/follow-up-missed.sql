-- title: Nobody answered
-- rule: A11
-- why: a person who wrote, or a lead that marketing calls ready, goes cold within days
-- fix: answer today, or hand the person to somebody who can
-- needs: activity, touch
-- param: warn_days, integer, 2, business days, ours
-- param: fail_days, integer, 5, business days, ours
-- column: since, Since, instant
-- column: what, What happened, text
-- column: due, Due, instant
-- The owner's touch or meeting is what answers. One that is logged without a time of day
-- answers what came on the same day.
WITH asked AS (
  SELECT c.contact_id AS person_id, 'contact' AS person_type, c.name, c.account_id, c.owner_id, a.at, 'wrote' AS what
    FROM contact_in_scope AS c
    JOIN activity_live AS a ON a.person_id = c.contact_id
   WHERE a.direction = 'inbound' AND a.at >= days_before(30)
  UNION ALL
  SELECT l.lead_id, 'lead', l.name, NULL, l.owner_id, a.at, 'wrote'
    FROM lead_in_scope AS l
    JOIN activity_live AS a ON a.person_id = l.lead_id
   WHERE a.direction = 'inbound' AND a.at >= days_before(30) AND l.is_converted IS NOT TRUE
  UNION ALL
  SELECT l.lead_id, 'lead', l.name, NULL, l.owner_id, m.since, 'became marketing-qualified'
    FROM lead_in_scope AS l
   CROSS JOIN LATERAL (SELECT mql_since(l.lead_id, l.custom ->> 'marketing_qualified_at', l.created_at) AS since) AS m
   WHERE is_mql(l.status) AND l.is_converted IS NOT TRUE AND m.since >= days_before(30) AND m.since < as_of()
), waiting AS (
  SELECT DISTINCT ON (k.person_id) k.*
    FROM asked AS k
    JOIN rep AS r ON r.rep_id = k.owner_id
   WHERE NOT EXISTS (SELECT FROM activity_live AS a
                      WHERE a.person_id = k.person_id AND a.rep_id = k.owner_id
                        AND ((a.is_done AND a.direction = 'outbound' AND a.kind IN ('email', 'call', 'linkedin', 'sms'))
                             OR a.kind = 'meeting')
                        AND (a.at > k.at OR (NOT a.has_time AND (a.at AT TIME ZONE org_zone())::date
                                                                = (k.at AT TIME ZONE org_zone())::date)))
   ORDER BY k.person_id, k.at, k.what
)
SELECT w.person_type AS record_type, w.person_id AS record_id, coalesce(nullif(btrim(w.name), ''), w.person_id) AS label,
       w.owner_id AS rep_id, w.account_id,
       CASE WHEN business_deadline_days(w.at, p.fail_days) <= as_of() THEN 'fail' ELSE 'warn' END AS severity,
       format('%s on %s, and no touch by the owner was made; it was due by %s', w.what,
              to_char(w.at AT TIME ZONE org_zone(), 'FMDD Mon YYYY'),
              to_char(d.due AT TIME ZONE org_zone(), 'FMDD Mon YYYY HH24:MI')) AS why,
       as_of_day() - (w.at AT TIME ZONE org_zone())::date AS weight, w.at AS since, w.what, d.due
  FROM waiting AS w
 CROSS JOIN LATERAL jsonb_to_record(threshold('follow-up-missed', w.owner_id)) AS p (warn_days integer, fail_days integer)
 CROSS JOIN LATERAL (SELECT business_deadline_days(w.at, p.warn_days) AS due) AS d
 WHERE d.due <= as_of()
 ORDER BY w.person_id
