-- What became of each check in the published run. A check that the run has no word of
-- is switched off, or was added since. Without a result there are no counts: 0 would read as a pass.
WITH outcome AS (
  SELECT run_id, check_id, result, reason, milliseconds, CASE WHEN ran THEN fails END AS fails,
         CASE WHEN ran THEN warns END AS warns, CASE WHEN ran THEN news END AS news,
         CASE WHEN ran THEN resolved END AS resolved
    FROM run_check, LATERAL (SELECT result IN ('pass', 'warn', 'fail') AS ran) AS was
)
SELECT c.check_id, c.title, coalesce(k.result, 'not_checked') AS result,
       replace(coalesce(k.result, 'not_checked'), '_', ' ') AS result_words, k.fails, k.warns, k.news, k.resolved,
       (SELECT nullif(count(*), 0) FROM finding AS f
         WHERE f.check_id = c.check_id AND f.closed_why LIKE 'record %' AND f.state = 'resolved' AND f.resolved_on = r.as_of_day) AS gone,
       CASE WHEN k.result IS NOT NULL THEN k.reason WHEN c.is_enabled THEN 'it is newer than the published run'
            ELSE 'it is switched off' END AS reason, k.milliseconds
  FROM check_catalogue AS c
  JOIN publication AS p ON true
  JOIN run AS r ON r.run_id = p.run_id
  LEFT JOIN outcome AS k ON k.run_id = p.run_id AND k.check_id = c.check_id
 ORDER BY c.place, c.check_id
