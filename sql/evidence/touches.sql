-- title: Activities of the rep with the person
SELECT a.at, a.day, a.what, a.who, a.activity_id AS id, a.not_touch IS NULL AND a.at >= days_before(30) AS counts,
       CASE WHEN a.not_touch IS NOT NULL THEN a.not_touch
            WHEN a.at < days_before(30) THEN 'before the window'
            WHEN a.at >= w.starts AND a.at < w.ends THEN 'a touch, in the worst 7 days'
            ELSE 'a touch' END AS remark
  FROM finding AS f
 CROSS JOIN LATERAL (SELECT (f.detail ->> 'touches_7d_from')::timestamptz AS starts) AS s
 CROSS JOIN LATERAL (SELECT s.starts, (s.starts AT TIME ZONE org_zone() + interval '7 days') AT TIME ZONE org_zone() AS ends) AS w
  JOIN activity_told AS a ON a.rep_id = f.rep_id AND a.person_id = f.record_id AND (a.at >= days_before(37) OR a.at IS NULL)
 WHERE f.finding_id = $1
 ORDER BY a.at, a.activity_id, a.source
