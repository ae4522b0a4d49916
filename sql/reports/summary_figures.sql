-- The figures, against the published run before. That of all reps is in the run log; for
-- one rep it is counted back from the ledger. Waived findings are in no other figure.
WITH previous AS (
  SELECT run_id, as_of_day
    FROM run
   WHERE job IN ('nightly', 'check') AND state = 'done' AND rep_id IS NULL AND as_of_day < as_of_day()
   ORDER BY as_of_day DESC, run_id DESC
   LIMIT 1
), whole AS (
  SELECT p.run_id, p.as_of_day, coalesce(sum(c.warns + c.fails), 0) AS found, coalesce(sum(c.fails), 0) AS fails,
         coalesce(sum(c.waived), 0) AS waived, coalesce(sum(c.escalated), 0) AS escalated,
         count(*) FILTER (WHERE c.result IN ('error', 'not_checked')) AS unchecked
    FROM previous AS p
    LEFT JOIN run_check AS c ON c.run_id = p.run_id
   GROUP BY p.run_id, p.as_of_day
), mine AS (
  SELECT count(*) FILTER (WHERE status <> 'waived') AS found,
         count(*) FILTER (WHERE status <> 'waived' AND severity = 'fail') AS fails,
         count(*) FILTER (WHERE status <> 'waived' AND as_of_day() IN (first_seen, reopened_on)) AS news,
         count(*) FILTER (WHERE status <> 'waived' AND escalated_on <= as_of_day()) AS escalated,
         count(*) FILTER (WHERE status = 'waived') AS waived
    FROM finding_shown
), past AS (
  SELECT f.severity, w.as_of_day IN (f.first_seen, f.reopened_on) AS is_new,
         first_seen <= w.as_of_day AND (f.state = 'open' OR f.resolved_on > w.as_of_day) AS was_open,
         v.waiver_id IS NOT NULL AS was_waived,
         (SELECT e.what = 'escalated' FROM finding_event AS e
           WHERE scope_low() <> '' AND e.finding_id = f.finding_id AND e.on_day <= w.as_of_day AND e.what IN ('escalated', 'calmed', 'resolved')
           ORDER BY e.on_day DESC, event_place(e.what) DESC LIMIT 1) AS was_escalated
    FROM finding AS f
    JOIN whole AS w ON true
    LEFT JOIN waiver_span AS v
           ON v.check_id = f.check_id AND v.record_id = f.record_id AND v.part = f.part AND v.rep_id = f.rep_id
          AND v.granted_on <= w.as_of_day AND v.holds_until >= w.as_of_day
   WHERE f.rep_id BETWEEN scope_low() AND scope_high() AND least(f.first_seen, f.last_seen) <= w.as_of_day
), before AS (
  SELECT count(*) FILTER (WHERE was_open AND NOT was_waived) AS found,
         count(*) FILTER (WHERE was_open AND NOT was_waived AND severity = 'fail') AS fails,
         count(*) FILTER (WHERE is_new AND NOT was_waived) AS news,
         count(*) FILTER (WHERE was_open AND NOT was_waived AND was_escalated) AS escalated,
         count(*) FILTER (WHERE was_open AND was_waived) AS waived
    FROM past
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
  SELECT v.place, v.what, v.now, CASE WHEN scope_low() = '' THEN v.before ELSE v.mine_before END AS before, w.run_id, w.as_of_day
    FROM mine AS m
   CROSS JOIN before AS b
   CROSS JOIN flags AS f
   CROSS JOIN unchecked AS u
    LEFT JOIN whole AS w ON true
   CROSS JOIN LATERAL (VALUES
     (1, 'Findings open', m.found, w.found, b.found),
     (2, 'New or reopened', m.news, b.news, b.news),
     (3, 'Fails', m.fails, w.fails, b.fails),
     (4, 'Escalated: old, or back again', m.escalated, w.escalated, b.escalated),
     (5, 'Waived, in none of the above', m.waived, w.waived, b.waived),
     (6, CASE WHEN scope_low() = '' THEN 'Reps flagged for coaching' ELSE 'Flagged for coaching' END,
      f.flagged, f.flagged_before, f.flagged_before),
     (7, 'Checks not run', u.unchecked, w.unchecked, w.unchecked)) AS v (place, what, now, before, mine_before)
)
SELECT what, now, CASE WHEN run_id IS NOT NULL THEN before END AS before,
       CASE WHEN run_id IS NULL THEN 'the first run: nothing to compare with'
            WHEN now = before THEN 'as on ' || as_of_day
            WHEN now > before THEN now - before || ' more than on ' || as_of_day
            ELSE before - now || ' fewer than on ' || as_of_day END AS change
  FROM figure
 ORDER BY place
