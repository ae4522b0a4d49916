-- New and resolved of today, per check of this run.
UPDATE run_check AS c
   SET news = n.news, resolved = n.resolved
  FROM (SELECT check_id, count(*) FILTER (WHERE state = 'open' AND first_seen = as_of_day()) AS news,
               count(*) FILTER (WHERE state = 'resolved' AND resolved_on = as_of_day()) AS resolved
          FROM finding
         WHERE rep_id BETWEEN scope_low() AND scope_high()
         GROUP BY check_id) AS n
 WHERE c.run_id = run_id() AND c.check_id = n.check_id
