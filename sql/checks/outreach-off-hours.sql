-- title: Touches at odd hours
-- rule: A10
-- why: a call or message late at night is remembered, and not fondly
-- fix: schedule messages for the person's morning
-- needs: activity, touch
-- evidence: window 30, odd-hours, record zone
-- enabled: no
-- param: from_hour, number, 8, hour of the person's day, ours
-- param: to_hour, number, 18, hour of the person's day, ours
-- param: warn_at, integer, 1, touches in 30 days, ours
-- column: touches, Touches, integer
-- column: last_touch, Last touch, instant
-- column: local_time, Last at their time, text
-- column: zone, Zone, text
-- A person's zone is a field that [fields.contact] and [fields.lead] map as zone; without one the
-- rep's own counts. Touches without a time of day say nothing.
WITH limits AS MATERIALIZED (
  SELECT r.rep_id, r.zone, p.*
    FROM rep AS r
   CROSS JOIN LATERAL thresholds('outreach-off-hours', r.rep_id) AS limits
 CROSS JOIN LATERAL jsonb_to_record(limits.params) AS p (from_hour numeric, to_hour numeric, warn_at integer)
), placed AS (
  SELECT r.*, t.person_id, t.person, t.person_type, t.account_id, t.at,
         coalesce(read_zone(c.custom ->> 'zone'), read_zone(l.custom ->> 'zone'), r.zone) AS person_zone
    FROM limits AS r
    JOIN recent_touch AS t ON t.rep_id = r.rep_id
    LEFT JOIN contact AS c ON c.contact_id = t.person_id
    LEFT JOIN lead AS l ON l.lead_id = t.person_id
   WHERE t.person_id IS NOT NULL AND t.has_time
), odd AS (
  SELECT o.rep_id, o.person_id, o.warn_at, min(o.person) AS person, min(o.person_type) AS person_type,
         min(o.account_id) AS account_id, count(*) AS touches, max(o.at) AS last_touch, min(o.person_zone) AS zone
    FROM placed AS o
   CROSS JOIN LATERAL (SELECT extract(epoch FROM (o.at AT TIME ZONE o.person_zone)::time) / 3600 AS hour) AS h
   WHERE h.hour < o.from_hour OR h.hour >= o.to_hour
   GROUP BY o.rep_id, o.person_id, o.warn_at
)
SELECT o.person_type AS record_type, o.person_id AS record_id, coalesce(o.person, o.person_id) AS label,
       o.rep_id, o.account_id, 'warn' AS severity,
       format('%s at odd hours, the last at %s on %s', touches_words(o.touches),
              to_char(o.last_touch AT TIME ZONE o.zone, 'HH24:MI'),
              to_char(o.last_touch AT TIME ZONE o.zone, 'FMDD Mon YYYY')) AS why,
       o.touches AS weight, o.touches, o.last_touch, to_char(o.last_touch AT TIME ZONE o.zone, 'HH24:MI') AS local_time, o.zone
  FROM odd AS o
 WHERE o.touches >= o.warn_at
 ORDER BY o.rep_id, o.person_id
