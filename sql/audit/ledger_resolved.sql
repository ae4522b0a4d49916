-- What a check no longer finds is resolved; a check that did not run resolves nothing,
-- one that was switched off all of its own.
UPDATE finding AS f
   SET state = 'resolved', resolved_on = as_of_day()
  FROM check_catalogue AS k
  LEFT JOIN run_check AS c ON c.check_id = k.check_id AND c.run_id = run_id()
 WHERE k.check_id = f.check_id AND (c.result IN ('pass', 'warn', 'fail') OR NOT k.is_enabled)
   AND f.state = 'open' AND f.rep_id BETWEEN scope_low() AND scope_high()
   AND NOT EXISTS (SELECT FROM stage_finding AS s
                    WHERE s.check_id = f.check_id AND s.record_id = f.record_id AND s.part = f.part AND s.rep_id = f.rep_id)
