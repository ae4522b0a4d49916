-- title: What the rep logged in the window, and the last touch
WITH f AS (
  SELECT f.*, days_before((f.detail ->> 'window_days')::integer) AS starts FROM finding AS f WHERE f.finding_id = $1
), shown AS (
  SELECT a.*, f.starts FROM f JOIN activity_told AS a ON a.rep_id = f.rep_id AND a.at >= f.starts
  UNION ALL
  SELECT l.*, f.starts
    FROM f
   CROSS JOIN LATERAL (SELECT a.* FROM activity_told AS a
                        WHERE a.rep_id = f.rep_id AND a.at < f.starts AND a.not_touch IS NULL
                        ORDER BY a.at DESC, a.activity_id LIMIT 1) AS l
)
SELECT s.at, s.day, s.what, s.who, s.activity_id AS id, s.not_touch IS NULL AND s.at >= s.starts AS counts,
       CASE WHEN s.not_touch IS NOT NULL THEN s.not_touch WHEN s.at < s.starts THEN 'the last touch, before the window'
            ELSE 'a touch' END AS remark
  FROM shown AS s
 ORDER BY s.at, s.activity_id, s.source
