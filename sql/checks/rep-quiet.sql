-- title: Rep without a touch
-- rule: A12
-- why: a rep who reaches out to nobody for a month is away, stuck, or does not log
-- fix: ask which of the three it is; if the work is done but not logged, mend the logging
-- needs: activity, touch
-- param: window_days, integer, 30, days, handbook
-- column: last_touch, Last touch, date
-- column: window_days, Days looked at, integer
SELECT 'user' AS record_type, r.rep_id AS record_id, r.name AS label, r.rep_id, NULL AS account_id,
       'warn' AS severity,
       format('no touch in %s days, %s', p.params ->> 'window_days',
              coalesce('the last on ' || to_char(t.last_at AT TIME ZONE org_zone(), 'FMDD Mon YYYY'), 'none ever')) AS why,
       coalesce(as_of_day() - (t.last_at AT TIME ZONE org_zone())::date, 9999) AS weight,
       (t.last_at AT TIME ZONE org_zone())::date AS last_touch, (p.params ->> 'window_days')::integer AS window_days
  FROM rep AS r
 CROSS JOIN LATERAL (SELECT threshold('rep-quiet', r.rep_id) AS params) AS p
  LEFT JOIN LATERAL (SELECT max(t.at) AS last_at FROM touch AS t WHERE t.rep_id = r.rep_id) AS t ON true
 WHERE (t.last_at IS NULL OR t.last_at < days_before((p.params ->> 'window_days')::integer))
   AND (r.is_named OR t.last_at >= days_before(90))
 ORDER BY r.rep_id
