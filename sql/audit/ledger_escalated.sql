-- Open findings that are old, or came back often enough, escalate; days on which they
-- were waived do not count, and while they are waived they stay as they are.
WITH figure AS (
  SELECT setting_value('escalation', 'days')::integer AS days, setting_value('escalation', 'times')::integer AS times,
         setting_value('escalation', 'severity') AS severity
), accepted AS (
  SELECT f.finding_id, sum(least(w.holds_until, as_of_day()) - greatest(w.granted_on, coalesce(f.reopened_on, f.first_seen) + 1) + 1) AS days
    FROM finding AS f
    JOIN waiver_span AS w ON w.check_id = f.check_id AND w.record_id = f.record_id AND w.part = f.part AND w.rep_id = f.rep_id
   WHERE f.state = 'open' AND least(w.holds_until, as_of_day()) >= greatest(w.granted_on, coalesce(f.reopened_on, f.first_seen) + 1)
   GROUP BY f.finding_id
), aged AS (
  SELECT f.finding_id, f.severity, f.reopened_times, f.escalated_on, f.escalated_why, coalesce(a.days, 0) AS accepted,
         as_of_day() - coalesce(f.reopened_on, f.first_seen) - coalesce(a.days, 0) AS days
    FROM finding AS f
    LEFT JOIN accepted AS a USING (finding_id)
   WHERE f.state = 'open' AND f.rep_id BETWEEN scope_low() AND scope_high()
     AND NOT EXISTS (SELECT FROM running_waiver AS w
                      WHERE w.check_id = f.check_id AND w.record_id = f.record_id AND w.part = f.part AND w.rep_id = f.rep_id)
), judged AS (
  SELECT a.finding_id, a.escalated_on, a.escalated_why,
         CASE WHEN a.severity = 'fail' OR l.severity = 'warn'
              THEN concat_ws(', ',
                     CASE WHEN l.days > 0 AND a.days >= l.days
                          THEN format('open for %s%s', counted(a.days, 'day'), CASE WHEN a.accepted > 0 THEN ' beside those waived' END) END,
                     CASE WHEN l.times > 0 AND a.reopened_times >= l.times THEN 'came back ' || counted(a.reopened_times, 'time') END)
              ELSE '' END AS why
    FROM aged AS a
   CROSS JOIN figure AS l
), changed AS (
  UPDATE finding AS f
     SET escalated_on = CASE WHEN j.why <> '' THEN coalesce(j.escalated_on, as_of_day()) END, escalated_why = j.why
    FROM judged AS j
   WHERE j.finding_id = f.finding_id AND j.why <> j.escalated_why
  RETURNING f.finding_id, j.why, j.escalated_on
)
INSERT INTO finding_event (finding_id, on_day, what, words)
SELECT finding_id, as_of_day(), CASE WHEN why = '' THEN 'calmed' ELSE 'escalated' END, why
  FROM changed
 WHERE why = '' OR escalated_on IS NULL
ON CONFLICT (finding_id, on_day, what) DO UPDATE SET words = excluded.words
