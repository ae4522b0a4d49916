-- title: Activities of the rep with the person, that day and those beside it
-- A day is one of the rep's own zone.
SELECT a.at, a.day, a.what, a.who, a.activity_id AS id,
       a.not_touch IS NULL AND a.kind = d.kind AND l.day = d.day AND a.at >= days_before(30) AS counts,
       CASE WHEN a.not_touch IS NOT NULL THEN a.not_touch
            WHEN l.day <> d.day THEN 'on another day of the rep''s'
            WHEN a.kind <> d.kind THEN 'of another kind'
            WHEN a.at < days_before(30) THEN 'before the window'
            ELSE format('%s on %s', a.kind, date_words(d.day)) END AS remark
  FROM finding AS f
 CROSS JOIN LATERAL jsonb_to_record(f.detail) AS d (kind text, day date)
  JOIN activity_told AS a ON a.rep_id = f.rep_id AND a.person_id = f.record_id
 CROSS JOIN LATERAL (SELECT (a.at AT TIME ZONE finding_zone($1))::date AS day) AS l
 WHERE f.finding_id = $1 AND l.day BETWEEN d.day - 1 AND d.day + 1
 ORDER BY a.at, a.activity_id, a.source
