-- The five figures, against the published run before. That of all reps is in the
-- run log; for one rep it is counted back from the ledger.
WITH previous AS (
  SELECT run_id, as_of_day
    FROM run
   WHERE job IN ('nightly', 'check') AND state = 'done' AND rep_id IS NULL AND as_of_day < as_of_day()
   ORDER BY as_of_day DESC, run_id DESC
   LIMIT 1
), whole AS (
  SELECT p.run_id, p.as_of_day, coalesce(sum(c.warns + c.fails), 0) AS found, coalesce(sum(c.fails), 0) AS fails,
         count(*) FILTER (WHERE c.result IN ('error', 'not_checked')) AS unchecked
    FROM previous AS p
    LEFT JOIN run_check AS c ON c.run_id = p.run_id
   GROUP BY p.run_id, p.as_of_day
), mine AS (
  SELECT count(*) FILTER (WHERE state = 'open') AS found,
         count(*) FILTER (WHERE state = 'open' AND severity = 'fail') AS fails,
         count(*) FILTER (WHERE state = 'open' AND as_of_day() IN (first_seen, reopened_on)) AS news,
         count(*) FILTER (WHERE first_seen <= w.as_of_day AND (state = 'open' OR resolved_on > w.as_of_day)) AS found_before,
         count(*) FILTER (WHERE first_seen <= w.as_of_day AND (state = 'open' OR resolved_on > w.as_of_day)
                            AND severity = 'fail') AS fails_before,
         count(*) FILTER (WHERE w.as_of_day IN (first_seen, reopened_on)) AS news_before
    FROM finding
    LEFT JOIN whole AS w ON true
   WHERE rep_id BETWEEN scope_low() AND scope_high() AND least(first_seen, last_seen) <= as_of_day()
), flags AS (
  SELECT count(DISTINCT rep_id) FILTER (WHERE state IN ('open', 'scheduled')) AS flagged,
         count(DISTINCT rep_id) FILTER (WHERE raised_on <= w.as_of_day
                                          AND (state IN ('open', 'scheduled') OR state_on > w.as_of_day)) AS flagged_before
    FROM coaching_flag
    LEFT JOIN whole AS w ON true
   WHERE rep_id BETWEEN scope_low() AND scope_high() AND raised_on <= as_of_day()
), unchecked AS (
  SELECT count(*) AS unchecked FROM run_check WHERE run_id = run_id() AND result IN ('error', 'not_checked')
), figure AS (
  SELECT 1 AS place, 'Findings open' AS what, m.found AS now,
         CASE WHEN scope_low() = '' THEN w.found ELSE m.found_before END AS before, w.run_id, w.as_of_day
    FROM mine AS m LEFT JOIN whole AS w ON true
  UNION ALL
  SELECT 2, 'New or reopened', m.news, m.news_before, w.run_id, w.as_of_day
    FROM mine AS m LEFT JOIN whole AS w ON true
  UNION ALL
  SELECT 3, 'Fails', m.fails, CASE WHEN scope_low() = '' THEN w.fails ELSE m.fails_before END, w.run_id, w.as_of_day
    FROM mine AS m LEFT JOIN whole AS w ON true
  UNION ALL
  SELECT 4, CASE WHEN scope_low() = '' THEN 'Reps flagged for coaching' ELSE 'Flagged for coaching' END,
         f.flagged, f.flagged_before, w.run_id, w.as_of_day
    FROM flags AS f LEFT JOIN whole AS w ON true
  UNION ALL
  SELECT 5, 'Checks not run', u.unchecked, w.unchecked, w.run_id, w.as_of_day
    FROM unchecked AS u LEFT JOIN whole AS w ON true
)
SELECT what, now, CASE WHEN run_id IS NOT NULL THEN before END AS before,
       CASE WHEN run_id IS NULL THEN 'the first run: nothing to compare with'
            WHEN now = before THEN 'as on ' || as_of_day
            WHEN now > before THEN now - before || ' more than on ' || as_of_day
            ELSE before - now || ' fewer than on ' || as_of_day END AS change
  FROM figure
 ORDER BY place
