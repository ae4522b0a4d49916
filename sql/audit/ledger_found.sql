-- What was found tonight, into the ledger: new, ongoing or reopened, and what changed of
-- each. The ledger as it was is what this one statement still sees.
WITH put AS (
  INSERT INTO finding (check_id, record_type, record_id, part, rep_id, account_id, label, severity, why, weight, detail, state,
                       first_seen, last_seen, reopened_times, appeared_why)
  SELECT s.check_id, s.record_type, s.record_id, s.part, s.rep_id, s.account_id, s.label, s.severity, s.why, s.weight, s.detail, 'open',
         as_of_day(), as_of_day(), 0,
         CASE WHEN b.check_id IS NOT NULL AND p.severity IS NULL THEN (past_why(s.check_id, s.rep_id)).words ELSE '' END
    FROM stage_finding AS s
    LEFT JOIN (SELECT DISTINCT check_id FROM stage_past_why) AS b USING (check_id)
    LEFT JOIN stage_past AS p
           ON p.check_id = s.check_id AND p.record_id = s.record_id AND p.part = s.part AND p.rep_id = s.rep_id
   ORDER BY s.check_id COLLATE "C", s.record_id COLLATE "C", s.part COLLATE "C", s.rep_id COLLATE "C"
  ON CONFLICT (check_id, record_id, part, rep_id) DO UPDATE
     SET record_type = excluded.record_type, account_id = excluded.account_id, label = excluded.label,
         severity = excluded.severity, why = excluded.why, weight = excluded.weight, detail = excluded.detail,
         state = 'open', last_seen = excluded.last_seen,
         reopened_on = CASE WHEN finding.state = 'resolved' AND finding.resolved_on < excluded.last_seen
                            THEN excluded.last_seen ELSE finding.reopened_on END,
         reopened_times = finding.reopened_times
           + CASE WHEN finding.state = 'resolved' AND finding.resolved_on < excluded.last_seen THEN 1 ELSE 0 END,
         appeared_why = CASE WHEN finding.state = 'resolved' AND finding.resolved_on < excluded.last_seen
                             THEN excluded.appeared_why ELSE finding.appeared_why END,
         severity_why = CASE WHEN finding.state = 'resolved' AND finding.resolved_on < excluded.last_seen THEN ''
                             WHEN finding.severity = excluded.severity THEN finding.severity_why
                             ELSE coalesce((SELECT (past_why(p.check_id, p.rep_id)).words FROM stage_past AS p
                                             WHERE p.check_id = excluded.check_id AND p.record_id = excluded.record_id
                                               AND p.part = excluded.part AND p.rep_id = excluded.rep_id
                                               AND p.severity <> excluded.severity),
                                           excluded.appeared_why) END,
         resolved_on = NULL, closed_why = ''
  RETURNING finding_id, severity, why, reopened_times, appeared_why, severity_why
), told AS (
  SELECT n.finding_id, n.severity || ': ' || n.why AS words, n.appeared_why, n.severity_why, o.state = 'resolved' AS was_resolved,
         CASE WHEN o.finding_id IS NULL THEN 'found' WHEN n.reopened_times > o.reopened_times THEN 'reopened'
              WHEN n.severity = o.severity THEN '' WHEN n.severity = 'fail' THEN 'worse' ELSE 'better' END AS what
    FROM put AS n
    LEFT JOIN finding AS o USING (finding_id)
), undone AS (
  -- a resolution of this very day that a second look takes back has not been
  DELETE FROM finding_event AS e USING told AS t
   WHERE t.finding_id = e.finding_id AND t.was_resolved AND t.what <> 'reopened' AND e.what = 'resolved' AND e.on_day = as_of_day()
)
INSERT INTO finding_event (finding_id, on_day, what, words)
SELECT finding_id, as_of_day(), what,
       concat_ws('; ', words, nullif(CASE WHEN what IN ('found', 'reopened') THEN appeared_why ELSE severity_why END, ''))
  FROM told
 WHERE what <> ''
ON CONFLICT (finding_id, on_day, what) DO UPDATE SET words = excluded.words
