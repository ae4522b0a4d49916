-- title: Too many touches to one person
-- rule: A1
-- why: following up is welcome, being chased is not: a person written to this often stops reading
-- fix: pause this person, agree in the next session on one next touch with something new to say
-- needs: activity, touch
-- evidence: window 30, touches
-- param: warn_over_7d, integer, 3, touches in any 7 days, ours
-- param: fail_over_7d, integer, 5, touches in any 7 days, ours
-- param: warn_over_30d, integer, 8, touches in 30 days, ours
-- param: fail_over_30d, integer, 12, touches in 30 days, ours
-- column: person, Person, text
-- column: touches_7d, Touches in 7 days, integer
-- column: touches_7d_from, From, instant
-- column: touches_30d, Touches in 30 days, integer
WITH counted AS (
  SELECT r.rep_id, t.person_id, t.person, t.person_type, t.account_id, t.at,
         count(*) OVER seven AS touches_7d,
         count(*) OVER whole AS touches_30d
    FROM rep AS r
    JOIN recent_touch AS t ON t.rep_id = r.rep_id
   WHERE t.person_id IS NOT NULL
  WINDOW seven AS (PARTITION BY r.rep_id, t.person_id ORDER BY t.at AT TIME ZONE org_zone()
                   RANGE BETWEEN CURRENT ROW AND interval '6 days 23:59:59.999999' FOLLOWING),
         whole AS (PARTITION BY r.rep_id, t.person_id)
), worst AS (
  SELECT DISTINCT ON (rep_id, person_id) *
    FROM counted
   ORDER BY rep_id, person_id, touches_7d DESC, at, account_id
)
SELECT w.person_type AS record_type, w.person_id AS record_id, coalesce(w.person, w.person_id) AS label,
       w.rep_id, w.account_id,
       CASE WHEN w.touches_7d > p.fail_over_7d OR w.touches_30d > p.fail_over_30d THEN 'fail' ELSE 'warn' END AS severity,
       format('%s touches in 7 days from %s%s, %s in 30 days%s', w.touches_7d,
              to_char(w.at AT TIME ZONE org_zone(), 'FMDD Mon YYYY'), over_words(w.touches_7d, p.warn_over_7d, p.fail_over_7d),
              w.touches_30d, over_words(w.touches_30d, p.warn_over_30d, p.fail_over_30d)) AS why,
       greatest(w.touches_7d, w.touches_30d) AS weight,
       w.person, w.touches_7d, w.at AS touches_7d_from, w.touches_30d
  FROM worst AS w
 CROSS JOIN LATERAL thresholds('outreach-person', w.rep_id) AS limits
 CROSS JOIN LATERAL jsonb_to_record(limits.params) AS p (warn_over_7d integer, fail_over_7d integer, warn_over_30d integer, fail_over_30d integer)
 WHERE w.touches_7d > p.warn_over_7d
    OR w.touches_30d > p.warn_over_30d
 ORDER BY w.rep_id, w.person_id
