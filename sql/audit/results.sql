SELECT c.check_id, k.title, c.result, c.reason, c.warns, c.fails, c.waived, c.news, c.resolved, c.milliseconds
  FROM run_check AS c
  JOIN check_catalogue AS k USING (check_id)
 WHERE c.run_id = run_id()
 ORDER BY k.place
