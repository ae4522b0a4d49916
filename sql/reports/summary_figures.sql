-- Five figures, against the published run before. That of all reps is in the run log; for
-- one rep or team it is counted back from the ledger. Waived findings are in none. teams:
-- the same of all reps beneath, for a manager with teams beneath.
-- shared: what now change teams
WITH previous AS (
  SELECT run_id, as_of_day
    FROM run
   WHERE job IN ('nightly', 'check') AND state = 'done' AND rep_id IS NULL AND as_of_day < as_of_day()
   ORDER BY as_of_day DESC, run_id DESC
   LIMIT 1
), whole AS (
  SELECT p.run_id, p.as_of_day, coalesce(sum(c.fails), 0) AS fails, coalesce(sum(c.escalated), 0) AS escalated,
         count(*) FILTER (WHERE c.result IN ('error', 'not_checked')) AS unchecked
    FROM previous AS p
    LEFT JOIN run_check AS c ON c.run_id = p.run_id
   GROUP BY p.run_id, p.as_of_day
), mine AS (
  SELECT count(*) FILTER (WHERE status <> 'waived' AND severity = 'fail') AS fails,
         count(*) FILTER (WHERE status <> 'waived' AND as_of_day() IN (first_seen, reopened_on)) AS news,
         count(*) FILTER (WHERE status <> 'waived' AND escalated_on <= as_of_day()) AS escalated
    FROM finding_shown
), past AS (
  SELECT f.severity, w.as_of_day IN (f.first_seen, f.reopened_on) AS is_new,
         first_seen <= w.as_of_day AND (f.state = 'open' OR f.resolved_on > w.as_of_day) AS was_open,
         v.waiver_id IS NOT NULL AS was_waived,
         (SELECT e.what = 'escalated' FROM finding_event AS e
           WHERE NOT scope_is_whole() AND e.finding_id = f.finding_id AND e.on_day <= w.as_of_day AND e.what IN ('escalated', 'calmed', 'resolved')
           ORDER BY e.on_day DESC, event_place(e.what) DESC LIMIT 1) AS was_escalated
    FROM finding_in_scope AS f
    JOIN whole AS w ON true
    LEFT JOIN waiver_span AS v
           ON v.check_id = f.check_id AND v.record_id = f.record_id AND v.part = f.part AND v.rep_id = f.rep_id
          AND v.granted_on <= w.as_of_day AND v.holds_until >= w.as_of_day
   WHERE least(f.first_seen, f.last_seen) <= w.as_of_day
), before AS (
  SELECT count(*) FILTER (WHERE was_open AND NOT was_waived AND severity = 'fail') AS fails,
         count(*) FILTER (WHERE is_new AND NOT was_waived) AS news,
         count(*) FILTER (WHERE was_open AND NOT was_waived AND was_escalated) AS escalated
    FROM past
), flags AS (
  SELECT count(DISTINCT rep_id) FILTER (WHERE state IN ('open', 'scheduled')) AS flagged,
         count(DISTINCT rep_id) FILTER (WHERE raised_on <= w.as_of_day
                                          AND (state IN ('open', 'scheduled') OR state_on > w.as_of_day)) AS flagged_before
    FROM coaching_flag
    LEFT JOIN whole AS w ON true
   WHERE rep_id BETWEEN scope_low() AND scope_high() AND raised_on <= as_of_day()
     AND (team_id() = '' OR rep_id IN (SELECT t.rep_id FROM team_rep AS t))
), unchecked AS (
  SELECT count(*) AS unchecked FROM run_check WHERE run_id = run_id() AND result IN ('error', 'not_checked')
), team AS (
  SELECT sum(fails) AS fails, sum(news) AS news, sum(escalated) AS escalated, sum(flagged) AS flagged
    FROM team_line
   WHERE team_id() <> ''
  HAVING count(*) FILTER (WHERE level > 0) > 0
), figure AS (
  SELECT v.place, v.what, v.now, CASE WHEN scope_is_whole() THEN v.before ELSE v.mine_before END AS before, v.teams, w.run_id, w.as_of_day
    FROM mine AS m
   CROSS JOIN before AS b
   CROSS JOIN flags AS f
   CROSS JOIN unchecked AS u
    LEFT JOIN whole AS w ON true
    LEFT JOIN team AS t ON true
   CROSS JOIN LATERAL (VALUES
     (1, 'Open fails', m.fails, w.fails, b.fails, t.fails),
     (2, 'New findings', m.news, b.news, b.news, t.news),
     (3, 'Escalated', m.escalated, w.escalated, b.escalated, t.escalated),
     (4, 'To coach', f.flagged, f.flagged_before, f.flagged_before, t.flagged),
     (5, 'Not checked', u.unchecked, w.unchecked, w.unchecked, u.unchecked)) AS v (place, what, now, before, mine_before, teams)
)
SELECT what, now, CASE WHEN team_id() <> '' AND EXISTS (SELECT FROM team) THEN teams END AS teams,
       CASE WHEN run_id IS NULL THEN 'the first run'
            WHEN now = before THEN 'as on ' || to_char(as_of_day, 'FMDD Mon')
            WHEN now > before THEN '▲ ' || now - before || ' since ' || to_char(as_of_day, 'FMDD Mon')
            ELSE '▼ ' || before - now || ' since ' || to_char(as_of_day, 'FMDD Mon') END AS change
  FROM figure
 ORDER BY place
