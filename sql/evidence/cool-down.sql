-- title: Touches of the rep on the account, around the day that the deal was lost
SELECT a.at, a.day, a.what, a.who, a.activity_id AS id,
       a.not_touch IS NULL AND a.at >= days_before(30) AND a.at >= w.starts AND a.at < w.ends AS counts,
       CASE WHEN a.not_touch IS NOT NULL THEN a.not_touch
            WHEN a.at < days_before(30) THEN 'before the window'
            WHEN a.at < w.starts THEN 'not after the day it was lost'
            WHEN a.at >= w.ends THEN 'after the cool-down'
            ELSE format('within the cool-down, up to %s', clock_words(w.ends, org_zone())) END AS remark
  FROM finding AS f
 CROSS JOIN LATERAL (SELECT (f.detail ->> 'lost_on')::date AS day,
                            (threshold(f.check_id, f.rep_id) ->> 'cool_down_days')::integer AS cool_down_days) AS l
 CROSS JOIN LATERAL (SELECT (l.day + 1)::timestamp AT TIME ZONE org_zone() AS starts,
                            (l.day + l.cool_down_days)::timestamp AT TIME ZONE org_zone() AS ends) AS w
  JOIN activity_told AS a ON a.rep_id = f.rep_id AND a.account_id = f.account_id AND (a.at >= days_before(37) OR a.at IS NULL)
 WHERE f.finding_id = $1
 ORDER BY a.at, a.activity_id, a.source
