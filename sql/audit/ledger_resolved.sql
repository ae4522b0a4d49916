-- What a check no longer finds is resolved; a check that did not run resolves nothing,
-- one that was switched off all of its own. What it would still find as it was in the
-- night before, a changed limit closed. NOT IN is hashed whatever the planner thinks of a
-- ledger that it takes for empty on a first night.
WITH closed AS (
  UPDATE finding AS f
     SET state = 'resolved', resolved_on = as_of_day(), escalated_on = NULL, escalated_why = '',
         closed_why = coalesce((SELECT (past_why(p.check_id, p.rep_id)).what FROM stage_past AS p
                                 WHERE p.check_id = f.check_id AND p.record_id = f.record_id AND p.part = f.part AND p.rep_id = f.rep_id),
                               '')
    FROM check_catalogue AS k
    LEFT JOIN run_check AS c ON c.check_id = k.check_id AND c.run_id = run_id()
   WHERE k.check_id = f.check_id AND (c.result IN ('pass', 'warn', 'fail') OR NOT k.is_enabled)
     AND f.state = 'open' AND f.rep_id BETWEEN scope_low() AND scope_high()
     AND (f.check_id, f.record_id, f.part, f.rep_id) NOT IN (SELECT s.check_id, s.record_id, s.part, s.rep_id FROM stage_finding AS s)
  RETURNING f.finding_id, f.check_id, f.rep_id, f.closed_why, k.is_enabled
)
INSERT INTO finding_event (finding_id, on_day, what, words)
SELECT finding_id, as_of_day(), 'resolved',
       CASE WHEN closed_why <> '' THEN (past_why(check_id, rep_id)).words WHEN NOT is_enabled THEN 'the check was switched off' ELSE '' END
  FROM closed
ON CONFLICT (finding_id, on_day, what) DO UPDATE SET words = excluded.words
