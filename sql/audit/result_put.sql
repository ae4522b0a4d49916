-- $1 check, $2 'ran', 'error' or 'not_checked', $3 reason, $4 milliseconds. Waived
-- findings make no result worse; they are counted apart.
INSERT INTO run_check (run_id, check_id, result, reason, warns, fails, waived, news, resolved, milliseconds)
SELECT run_id(), $1,
       CASE WHEN $2 <> 'ran' THEN $2 WHEN count(*) FILTER (WHERE s.severity = 'fail' AND w.waiver_id IS NULL) > 0 THEN 'fail'
            WHEN count(*) FILTER (WHERE w.waiver_id IS NULL) > 0 THEN 'warn' ELSE 'pass' END,
       $3, count(*) FILTER (WHERE s.severity = 'warn' AND w.waiver_id IS NULL),
       count(*) FILTER (WHERE s.severity = 'fail' AND w.waiver_id IS NULL), count(w.waiver_id), 0, 0, $4
  FROM stage_finding AS s
  LEFT JOIN running_waiver AS w
         ON w.check_id = s.check_id AND w.record_id = s.record_id AND w.part = s.part AND w.rep_id = s.rep_id
 WHERE s.check_id = $1
