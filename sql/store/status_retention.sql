-- What retention removed: in the last night that had any of it, and in all runs that are known.
SELECT name, (array_agg(t.amount ORDER BY t.run_id DESC))[1] AS amount, max(r.as_of_day) AS last_on, sum(t.amount) AS total
  FROM run_retention AS t
  JOIN run AS r USING (run_id)
 GROUP BY name
 ORDER BY name COLLATE "C"
