-- title: Days of the window
SELECT NULL AS at, d.day, CASE WHEN w.day IS NOT NULL THEN 'working day' ELSE 'no working day' END AS what, NULL AS who, NULL AS id,
       w.day IS NOT NULL AS counts,
       concat_ws('; ', h.names, l.kinds, CASE WHEN w.day IS NULL AND h.names IS NULL AND l.kinds IS NULL THEN 'weekend or not one of the rep''s days' END,
                 CASE WHEN n.amount > 0 THEN n.amount || ' logged and done' WHEN w.day IS NOT NULL THEN 'nothing logged' END) AS remark
  FROM finding AS f
 CROSS JOIN LATERAL (SELECT (days_before((f.detail ->> 'window_days')::integer) AT TIME ZONE org_zone() + interval '23:59:59.999999')::date AS first,
                            (as_of() AT TIME ZONE org_zone())::date AS last) AS b
  JOIN business_day AS d ON d.day >= b.first AND d.day < b.last
  LEFT JOIN LATERAL rep_workdays(f.rep_id, d.day, d.day + 1) AS w ON true
 CROSS JOIN LATERAL (SELECT string_agg(DISTINCT 'holiday: ' || x.name, ', ') AS names FROM holiday AS x WHERE x.day = d.day) AS h
 CROSS JOIN LATERAL (SELECT string_agg(DISTINCT 'leave' || coalesce(': ' || nullif(x.kind, ''), ''), ', ') AS kinds
                       FROM leave AS x WHERE x.user_id = f.rep_id AND d.day BETWEEN x.first_day AND x.last_day) AS l
 CROSS JOIN LATERAL (SELECT count(*) AS amount FROM activity AS a
                      WHERE a.rep_id = f.rep_id AND a.is_done AND (a.at AT TIME ZONE org_zone())::date = d.day
                        AND a.at >= days_before((f.detail ->> 'window_days')::integer) AND a.at < as_of()) AS n
 WHERE f.finding_id = $1
 ORDER BY d.day
