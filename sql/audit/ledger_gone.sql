-- Findings of records that were deleted, purged or merged away close with that reason,
-- also where their check did not run: nobody can mend a record that is gone. A person who
-- is gone still counts in what reps did, so there the check has the word.
-- The gone are gathered once: on a first night the planner takes the ledger for empty, and
-- would look for them anew for each finding.
WITH gone AS MATERIALIZED (
  SELECT record_type, record_id, master_id FROM gone_record
), closed AS (
  UPDATE finding AS f
     SET state = 'resolved', resolved_on = as_of_day(), escalated_on = NULL, escalated_why = '',
         closed_why = CASE WHEN g.master_id IS NULL THEN 'record gone' ELSE 'record merged' END
    FROM gone AS g
   WHERE f.state = 'open' AND f.rep_id BETWEEN scope_low() AND scope_high()
     AND g.record_type = f.record_type AND g.record_id = f.record_id
     AND (f.check_id, f.record_id, f.part, f.rep_id) NOT IN (SELECT s.check_id, s.record_id, s.part, s.rep_id FROM stage_finding AS s)
     AND (f.record_type NOT IN ('contact', 'lead')
          OR EXISTS (SELECT FROM run_check AS c
                      WHERE c.run_id = run_id() AND c.check_id = f.check_id AND c.result IN ('pass', 'warn', 'fail')))
  RETURNING f.finding_id, f.closed_why
)
INSERT INTO finding_event (finding_id, on_day, what, words)
SELECT finding_id, as_of_day(), 'resolved', closed_why FROM closed
ON CONFLICT (finding_id, on_day, what) DO UPDATE SET words = excluded.words
