-- title: Waiting for our answer
-- rule: A11
-- why: a person who wrote, or a lead that marketing calls ready, goes cold within days
-- fix: answer today, or hand the person to somebody who can
-- needs: activity, touch
-- evidence: window 30, answers, calendar since due, record owner_id status
-- param: warn_days, integer, 2, business days, ours
-- param: fail_days, integer, 5, business days, ours
-- column: since, Since, instant
-- column: what, What happened, text
-- column: due, Due, instant
-- Each owner since then is judged from the day the person wrote or was handed over, up to the day
-- it was handed on. The touch or meeting of any of them answers; one that is logged without a time
-- of day answers what came on the same day.
-- OFFSET 0 has the union's halves asked by index for each person, instead of read from end to end.
WITH asked AS (
  SELECT p.person_id, p.owner_id, p.valid_from, p.valid_to, a.at, 'wrote' AS what
    FROM person_owner AS p
    JOIN activity AS a ON a.person_id = p.person_id
   WHERE coalesce(p.owner_id, '') COLLATE "C" BETWEEN scope_low() AND scope_high()
     AND p.valid_to > a.at
     AND a.direction = 'inbound' AND a.at >= days_before(30) AND a.at < as_of() AND a.folded_into IS NULL
  UNION ALL
  SELECT p.person_id, p.owner_id, p.valid_from, p.valid_to, m.since, 'became marketing-qualified'
    FROM person_owner AS p
    JOIN lead AS l ON l.lead_id = p.person_id
   CROSS JOIN LATERAL lead_status_means(l.status) AS s
   CROSS JOIN LATERAL (SELECT CASE WHEN s.is_mql THEN mql_since(l.lead_id, l.custom ->> 'marketing_qualified_at', l.created_at) END AS since OFFSET 0) AS m
   WHERE coalesce(p.owner_id, '') COLLATE "C" BETWEEN scope_low() AND scope_high()
     AND p.valid_to > m.since
     AND m.since >= days_before(30) AND m.since < as_of()
), duty AS (
  SELECT k.person_id, k.owner_id, k.at, k.what, greatest(k.at, min(k.valid_from)) AS begins, least(as_of(), max(k.valid_to)) AS ends
    FROM asked AS k
    JOIN rep AS r ON r.rep_id = k.owner_id
   GROUP BY k.person_id, k.owner_id, k.at, k.what
), waiting AS (
  SELECT DISTINCT ON (k.person_id, k.owner_id) k.*
    FROM duty AS k
   WHERE NOT EXISTS (SELECT FROM (SELECT o.owner_id FROM person_owner AS o
                                    WHERE o.person_id = k.person_id AND o.valid_to > k.at AND o.valid_from < as_of() OFFSET 0) AS o
                       JOIN activity AS a ON a.person_id = k.person_id AND a.rep_id = o.owner_id
                      WHERE a.folded_into IS NULL AND a.at < as_of()
                        AND ((a.is_done AND a.direction = 'outbound' AND a.kind IN ('email', 'call', 'linkedin', 'sms'))
                             OR a.kind = 'meeting')
                        AND (a.at > k.at OR (NOT a.has_time AND (a.at AT TIME ZONE org_zone())::date
                                                                = (k.at AT TIME ZONE org_zone())::date)))
   ORDER BY k.person_id, k.owner_id, k.at, k.what
)
SELECT n.type AS record_type, w.person_id AS record_id, coalesce(nullif(btrim(n.name), ''), w.person_id) AS label,
       w.owner_id AS rep_id, n.account_id,
       CASE WHEN business_deadline_days(w.begins, p.fail_days) <= w.ends THEN 'fail' ELSE 'warn' END AS severity,
       format('%s on %s%s, and no touch by the owner was made; it was due by %s%s', w.what, day_words(w.at),
              CASE WHEN w.begins > w.at THEN ', was handed over on ' || day_words(w.begins) END,
              to_char(d.due AT TIME ZONE org_zone(), 'FMDD Mon YYYY HH24:MI'),
              CASE WHEN w.ends < as_of() THEN ', and handed on on ' || day_words(w.ends) END) AS why,
       as_of_day() - (w.at AT TIME ZONE org_zone())::date AS weight, w.at AS since, w.what, d.due
  FROM waiting AS w
 CROSS JOIN LATERAL (SELECT * FROM person AS n WHERE n.person_id = w.person_id OFFSET 0) AS n
 CROSS JOIN LATERAL thresholds('follow-up-missed', w.owner_id) AS limits
 CROSS JOIN LATERAL jsonb_to_record(limits.params) AS p (warn_days integer, fail_days integer)
 CROSS JOIN LATERAL (SELECT business_deadline_days(w.begins, p.warn_days) AS due) AS d
 WHERE d.due <= w.ends
   AND NOT EXISTS (SELECT FROM lead AS l WHERE l.lead_id = w.person_id AND l.is_converted)
 ORDER BY w.person_id, w.owner_id
