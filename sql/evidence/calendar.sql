-- title: Business calendar, from the start to the deadline
-- $2: which details are start and deadline. A deadline runs on while the rep is away.
WITH f AS (
  SELECT f.*, read_instant(f.detail ->> split_part($2, ' ', 1)) AS said, read_instant(f.detail ->> split_part($2, ' ', 2)) AS due
    FROM finding AS f WHERE f.finding_id = $1
), span AS (
  SELECT f.rep_id, f.due, b.starts, s.starts_at, s.ordinal, c.zone, c.opens, c.closes
    FROM f
   CROSS JOIN business_calendar AS c
    -- a deal that was closed later than its date says was won only then
    LEFT JOIN opportunity AS o ON f.record_type = 'opportunity' AND o.opportunity_id = f.record_id
    -- whoever was handed the person later has the time from then on
    LEFT JOIN LATERAL (SELECT min(p.valid_from) AS since FROM person_owner AS p
                        WHERE f.check_id = 'follow-up-missed' AND p.person_id = f.record_id AND p.owner_id = f.rep_id
                          AND p.valid_to > f.said) AS h ON true
   CROSS JOIN LATERAL (SELECT greatest(f.said, o.stage_changed_at, h.since) AS starts) AS b
   CROSS JOIN LATERAL business_start(b.starts) AS s
), slice AS (
  SELECT s.*, d.day, d.is_open, d.ordinal AS nth, (s.due AT TIME ZONE s.zone)::date AS due_on,
         greatest(s.starts, d.day::timestamp AT TIME ZONE s.zone) AS slice_from,
         least(s.due, (d.day + 1)::timestamp AT TIME ZONE s.zone) AS slice_to
    FROM span AS s
    JOIN business_day AS d ON d.day BETWEEN (s.starts AT TIME ZONE s.zone)::date AND (s.due AT TIME ZONE s.zone)::date
)
SELECT NULL AS at, s.day,
       CASE WHEN s.is_open THEN format('open %s–%s', to_char(s.opens, 'HH24:MI'), to_char(s.closes, 'HH24:MI'))
            ELSE coalesce('holiday: ' || h.names, CASE WHEN extract(isodow FROM s.day) > 5 THEN 'weekend' ELSE 'closed' END) END AS what,
       s.zone AS who, NULL AS id, s.is_open AND m.hours > 0 AS counts,
       concat_ws('; ', CASE WHEN s.is_open THEN trim_scale(round(m.hours, 2)) || ' h counted' END,
                 CASE WHEN s.slice_from = s.starts THEN 'starts ' || to_char(s.starts AT TIME ZONE s.zone, 'HH24:MI') END,
                 CASE WHEN s.slice_from = s.starts AND s.starts_at <> s.starts THEN 'outside hours, so the clock starts ' || clock_words(s.starts_at, s.zone) END,
                 CASE WHEN s.is_open AND s.nth > s.ordinal THEN 'business day ' || s.nth - s.ordinal END,
                 CASE WHEN s.day = s.due_on THEN 'due ' || to_char(s.due AT TIME ZONE s.zone, 'HH24:MI') END, l.kinds) AS remark
  FROM slice AS s
 CROSS JOIN LATERAL (SELECT business_minutes_between(s.slice_from, s.slice_to) / 60 AS hours) AS m
 CROSS JOIN LATERAL (SELECT string_agg(DISTINCT x.name, ', ') AS names FROM holiday AS x WHERE x.day = s.day) AS h
 CROSS JOIN LATERAL (SELECT string_agg(DISTINCT 'the rep was on leave' || coalesce(' (' || nullif(x.kind, '') || ')', '') || ', the deadline runs on', ', ') AS kinds
                       FROM leave AS x WHERE x.user_id = s.rep_id AND s.day BETWEEN x.first_day AND x.last_day) AS l
 ORDER BY s.day
