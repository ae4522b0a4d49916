-- title: Rep without a touch
-- rule: A12
-- why: a rep who reaches out to nobody for a month is stuck, or does not log; one who was away all the time is not meant
-- fix: a logging gap: mend the logging of mail and calls first; an effort gap: ask what holds the rep up
-- needs: activity, touch
-- evidence: window window_days, activities-rep, workdays
-- param: window_days, integer, 30, days, handbook
-- param: least_working_days, integer, 1, working days in the window, ours
-- param: logging_gap_under, integer, 20, % of working days with any activity, ours
-- column: last_touch, Last touch, date
-- column: window_days, Days looked at, integer
-- column: working_days, Working days, integer
-- column: days_with_activity, of these with any activity, integer
-- column: gap, Gap, text
SELECT 'user' AS record_type, r.rep_id AS record_id, r.name AS label, r.rep_id, NULL AS account_id,
       'warn' AS severity,
       format('no touch in %s days, %s; anything logged on %s of %s: %s', p.window_days,
              coalesce('the last on ' || to_char(t.last_at AT TIME ZONE org_zone(), 'FMDD Mon YYYY'), 'none ever'),
              c.days_with_activity, counted(c.working_days, 'working day'),
              CASE g.gap WHEN 'logging' THEN 'a logging gap' WHEN 'effort' THEN 'an effort gap' END) AS why,
       coalesce(as_of_day() - (t.last_at AT TIME ZONE org_zone())::date, 9999) AS weight,
       (t.last_at AT TIME ZONE org_zone())::date AS last_touch, p.window_days, c.working_days, c.days_with_activity, g.gap
  FROM rep AS r
 CROSS JOIN LATERAL (
   SELECT (j ->> 'window_days')::integer AS window_days, (j ->> 'least_working_days')::integer AS least_working_days,
          (j ->> 'logging_gap_under')::numeric / 100 AS logging_gap_under
     FROM threshold('rep-quiet', r.rep_id) AS j) AS p
  LEFT JOIN LATERAL (SELECT t.at AS last_at FROM touch AS t WHERE t.rep_id = r.rep_id ORDER BY t.at DESC LIMIT 1) AS t ON true
 CROSS JOIN LATERAL rep_coverage_of(r.rep_id, p.window_days) AS c
 CROSS JOIN LATERAL (SELECT CASE WHEN coalesce(c.share, 0) < p.logging_gap_under THEN 'logging' ELSE 'effort' END AS gap) AS g
 WHERE (t.last_at IS NULL OR t.last_at < days_before(p.window_days))
   AND (r.is_named OR t.last_at >= days_before(90))
   AND c.working_days >= p.least_working_days
 ORDER BY r.rep_id
