-- The last fourteen days that were looked at, the newest last. For one rep or team the
-- ledger knows the days, with today's severities.
-- shared: as_of_day fails warns
WITH day AS (
  SELECT DISTINCT ON (as_of_day) as_of_day, run_id
    FROM run
   WHERE (run_id = run_id() OR (job IN ('nightly', 'check') AND state = 'done' AND rep_id IS NULL AND run_id < run_id()))
     AND as_of_day <= as_of_day()
   ORDER BY as_of_day DESC, run_id DESC
   LIMIT 14
)
SELECT d.as_of_day, counted.fails, counted.warns
  FROM day AS d
 CROSS JOIN LATERAL (
   SELECT coalesce(sum(fails), 0) AS fails, coalesce(sum(warns), 0) AS warns
     FROM run_check
    WHERE run_id = d.run_id AND scope_is_whole()
   HAVING scope_is_whole()
   UNION ALL
   SELECT count(*) FILTER (WHERE severity = 'fail'), count(*) FILTER (WHERE severity = 'warn')
     FROM finding AS f
    WHERE rep_id BETWEEN scope_low() AND scope_high()
      AND (team_id() = '' OR rep_id IN (SELECT m.rep_id FROM trend_rep AS m))
      AND first_seen <= d.as_of_day AND (state = 'open' OR resolved_on > d.as_of_day)
      AND NOT EXISTS (SELECT FROM waiver_span AS v
                       WHERE v.check_id = f.check_id AND v.record_id = f.record_id AND v.part = f.part AND v.rep_id = f.rep_id
                         AND v.granted_on <= d.as_of_day AND v.holds_until >= d.as_of_day)
   HAVING NOT scope_is_whole()) AS counted
 ORDER BY d.as_of_day
