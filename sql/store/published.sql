SELECT r.run_id, r.as_of, r.as_of_day, p.published_at
  FROM publication AS p
  JOIN run AS r USING (run_id)
