-- What a check no longer finds is resolved; a check that did not run resolves nothing.
UPDATE finding AS f
   SET state = 'resolved', resolved_on = as_of_day()
  FROM run_check AS c
 WHERE c.run_id = run_id() AND c.check_id = f.check_id AND c.result IN ('pass', 'warn', 'fail')
   AND f.state = 'open' AND f.rep_id BETWEEN scope_low() AND scope_high()
   AND NOT EXISTS (SELECT FROM stage_finding AS s
                    WHERE s.check_id = f.check_id AND s.record_id = f.record_id AND s.part = f.part AND s.rep_id = f.rep_id)
