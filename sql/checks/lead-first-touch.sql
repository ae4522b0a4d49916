-- title: First touch too late
-- rule: E1
-- why: who is called within a day remembers having asked
-- fix: make the first touch today, or hand the lead to somebody who can
-- needs: lead.created_at, activity, touch
-- evidence: window window_days, answers, calendar since due, record owner_id created_at, history owner_id
-- param: sla_days, integer, 1, business days, ours
-- param: window_days, integer, 30, days looked back, ours
-- column: since, Since, instant
-- column: what, What happened, text
-- column: due, Due, instant
-- column: first_touch, First touch, instant
-- The owner's touch or meeting counts. One that is logged without a time of day answers
-- what came on the same day; one before the lead was made, as in migrated organisations, too.
WITH owed AS (
  SELECT l.lead_id, l.name, l.owner_id, coalesce(h.at, l.created_at) AS since, coalesce(h.touches_from, '-infinity') AS touches_from,
         CASE WHEN h.at IS NULL THEN 'created' ELSE 'handed over' END AS what, h.told_by
    FROM lead_in_scope AS l
    JOIN rep AS r ON r.rep_id = l.owner_id
   CROSS JOIN LATERAL lead_status_means(l.status) AS m
    LEFT JOIN LATERAL lead_hand_over(l.lead_id, l.owner_id) AS h ON true
   WHERE l.is_converted IS NOT TRUE AND NOT m.is_closed
), judged AS (
  SELECT o.*, business_deadline_days(o.since, p.sla_days) AS due, t.first_touch
    FROM owed AS o
   CROSS JOIN LATERAL thresholds('lead-first-touch', o.owner_id) AS limits
   CROSS JOIN LATERAL jsonb_to_record(limits.params) AS p (sla_days integer, window_days integer)
   CROSS JOIN LATERAL (SELECT min(e.at) AS first_touch
                         FROM activity_live AS a
                        CROSS JOIN LATERAL (SELECT CASE WHEN NOT a.has_time AND (a.at AT TIME ZONE org_zone())::date
                                                             = (o.since AT TIME ZONE org_zone())::date
                                                        THEN greatest(a.at, o.since) ELSE a.at END AS at) AS e
                        WHERE a.person_id = o.lead_id AND a.rep_id = o.owner_id AND e.at >= o.touches_from
                          AND ((a.is_done AND a.direction = 'outbound' AND a.kind IN ('email', 'call', 'linkedin', 'sms'))
                               OR a.kind = 'meeting')) AS t
   WHERE o.since >= days_before(p.window_days) AND o.since < as_of()
)
SELECT 'lead' AS record_type, j.lead_id AS record_id, CASE WHEN is_blank(j.name) THEN j.lead_id ELSE j.name END AS label,
       j.owner_id AS rep_id, NULL::text AS account_id, 'warn' AS severity,
       format('%s on %s%s, and %s; it was due by %s', j.what, day_words(j.since), ' (by ' || j.told_by || ')',
              CASE WHEN j.first_touch IS NULL THEN 'no touch by the owner was made'
                   ELSE 'the owner''s first touch came on ' || to_char(j.first_touch AT TIME ZONE org_zone(), 'FMDD Mon YYYY HH24:MI') END,
              to_char(j.due AT TIME ZONE org_zone(), 'FMDD Mon YYYY HH24:MI')) AS why,
       (coalesce(j.first_touch, as_of()) AT TIME ZONE org_zone())::date - (j.since AT TIME ZONE org_zone())::date AS weight,
       j.since, j.what, j.due, j.first_touch
  FROM judged AS j
 WHERE j.first_touch > j.due OR (j.first_touch IS NULL AND j.due <= as_of())
 ORDER BY j.lead_id
