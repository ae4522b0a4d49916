-- $1 check, $2 'ran', 'error' or 'not_checked', $3 reason, $4 milliseconds
INSERT INTO run_check (run_id, check_id, result, reason, warns, fails, news, resolved, milliseconds)
SELECT run_id(), $1,
       CASE WHEN $2 <> 'ran' THEN $2 WHEN count(*) FILTER (WHERE severity = 'fail') > 0 THEN 'fail'
            WHEN count(*) > 0 THEN 'warn' ELSE 'pass' END,
       $3, count(*) FILTER (WHERE severity = 'warn'), count(*) FILTER (WHERE severity = 'fail'), 0, 0, $4
  FROM stage_finding
 WHERE check_id = $1
