-- New, resolved and escalated, per check of this run.
UPDATE run_check AS c
   SET news = n.news, resolved = n.resolved, escalated = n.escalated
  FROM (SELECT f.check_id, count(*) FILTER (WHERE f.state = 'open' AND f.first_seen = as_of_day() AND w.waiver_id IS NULL) AS news,
               count(*) FILTER (WHERE f.state = 'resolved' AND f.resolved_on = as_of_day()) AS resolved,
               count(*) FILTER (WHERE f.state = 'open' AND f.escalated_on IS NOT NULL AND w.waiver_id IS NULL) AS escalated
          FROM finding AS f
          LEFT JOIN running_waiver AS w
                 ON w.check_id = f.check_id AND w.record_id = f.record_id AND w.part = f.part AND w.rep_id = f.rep_id
         WHERE f.rep_id BETWEEN scope_low() AND scope_high()
         GROUP BY f.check_id) AS n
 WHERE c.run_id = run_id() AND c.check_id = n.check_id
