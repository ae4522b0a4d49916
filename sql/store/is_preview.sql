-- Whether a day is none for the ledger: before the published night's, or in the future.
-- $1 the as-of day, $2 now, $3 the org's zone
SELECT coalesce($1::date < max(r.as_of_day), false) OR $1::date > ($2::timestamptz AT TIME ZONE $3::text)::date AS is_preview,
       CASE WHEN $1::date < max(r.as_of_day) THEN 'before the last night, ' || max(r.as_of_day) ELSE 'in the future' END AS why
  FROM publication AS p
  JOIN run AS r USING (run_id)
