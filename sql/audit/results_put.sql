-- What became of the checks: $1 as [{check, result, reason, took}], result being 'ran',
-- 'error' or 'not_checked', took in milliseconds. Waived findings make no result worse; they
-- are counted apart.
INSERT INTO run_check (run_id, check_id, result, reason, warns, fails, waived, news, resolved, milliseconds)
SELECT run_id(), r.check_id,
       CASE WHEN r.result <> 'ran' THEN r.result WHEN c.fails > 0 THEN 'fail' WHEN c.warns > 0 THEN 'warn' ELSE 'pass' END,
       r.reason, coalesce(c.warns, 0), coalesce(c.fails, 0), coalesce(c.waived, 0), 0, 0, r.took
  FROM (SELECT l.one ->> 'check' AS check_id, l.one ->> 'result' AS result, l.one ->> 'reason' AS reason, (l.one ->> 'took')::integer AS took
          FROM jsonb_array_elements($1::jsonb) AS l (one)) AS r
  LEFT JOIN (SELECT s.check_id, count(*) FILTER (WHERE s.severity = 'warn' AND w.waiver_id IS NULL) AS warns,
                    count(*) FILTER (WHERE s.severity = 'fail' AND w.waiver_id IS NULL) AS fails, count(w.waiver_id) AS waived
               FROM stage_finding AS s
               LEFT JOIN running_waiver AS w
                      ON w.check_id = s.check_id AND w.record_id = s.record_id AND w.part = s.part AND w.rep_id = s.rep_id
              GROUP BY s.check_id) AS c USING (check_id)
