-- $1 an instant: whether it lies before the published night's
SELECT coalesce($1::timestamptz < max(r.as_of), false) AS looks_back, max(r.as_of_day) AS as_of_day
  FROM publication AS p
  JOIN run AS r USING (run_id)
