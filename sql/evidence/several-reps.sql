-- title: Activities of all reps with the person
SELECT a.at, a.day, a.what, a.who, a.activity_id AS id,
       a.not_touch IS NULL AND r.rep_id IS NOT NULL AND a.at >= w.starts AND a.at < w.ends AS counts,
       CASE WHEN a.not_touch IS NOT NULL THEN a.not_touch
            WHEN r.rep_id IS NULL THEN 'by somebody who is no rep'
            WHEN a.at < days_before(30) THEN 'before the window'
            WHEN a.at >= w.starts AND a.at < w.ends THEN 'a touch at once with the others'
            ELSE 'a touch at another time' END AS remark
  FROM finding AS f
 CROSS JOIN LATERAL (SELECT (f.detail ->> 'burst_from')::timestamptz AS starts,
                            (threshold(f.check_id, '') ->> 'days')::integer AS days) AS s
 CROSS JOIN LATERAL (SELECT s.starts, (s.starts AT TIME ZONE org_zone() + make_interval(days => s.days)) AT TIME ZONE org_zone() AS ends) AS w
  JOIN activity_told AS a ON a.person_id = f.record_id AND (a.at >= days_before(37) OR a.at IS NULL)
  LEFT JOIN run_rep AS r ON r.run_id = run_id() AND r.rep_id = a.rep_id
 WHERE f.finding_id = $1
 ORDER BY a.at, a.activity_id, a.source
