-- title: Touches of the rep by the clock of the person
SELECT a.at, a.day, a.what, a.who, a.activity_id AS id,
       a.not_touch IS NULL AND a.at >= days_before(30) AND a.has_time AND (h.hour < p.from_hour OR h.hour >= p.to_hour) AS counts,
       CASE WHEN a.not_touch IS NOT NULL THEN a.not_touch
            WHEN a.at < days_before(30) THEN 'before the window'
            WHEN NOT a.has_time THEN 'no time of day is known'
            ELSE format('%s in %s', to_char(a.at AT TIME ZONE z.zone, 'HH24:MI'), z.zone) END AS remark
  FROM finding AS f
 CROSS JOIN LATERAL jsonb_to_record(threshold(f.check_id, f.rep_id)) AS p (from_hour numeric, to_hour numeric)
  JOIN activity_told AS a ON a.rep_id = f.rep_id AND a.person_id = f.record_id AND (a.at >= days_before(37) OR a.at IS NULL)
  LEFT JOIN contact AS c ON c.contact_id = a.person_id
  LEFT JOIN lead AS l ON l.lead_id = a.person_id
 CROSS JOIN LATERAL (SELECT coalesce(read_zone(c.custom ->> 'zone'), read_zone(l.custom ->> 'zone'), finding_zone($1)) AS zone) AS z
 CROSS JOIN LATERAL (SELECT extract(epoch FROM (a.at AT TIME ZONE z.zone)::time) / 3600 AS hour) AS h
 WHERE f.finding_id = $1
 ORDER BY a.at, a.activity_id, a.source
