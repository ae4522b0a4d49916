-- Whether an instant is none for the ledger: before the published night's, or in the
-- future. $1 the instant, $2 now
SELECT coalesce($1::timestamptz < max(r.as_of), false) OR $1::timestamptz > $2::timestamptz + interval '1 day' AS is_preview,
       CASE WHEN $1::timestamptz < max(r.as_of) THEN 'before the last night, ' || max(r.as_of_day) ELSE 'in the future' END AS why
  FROM publication AS p
  JOIN run AS r USING (run_id)
