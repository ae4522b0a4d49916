-- What changed in the source's descriptions, the newest first. $1 the org's zone
SELECT run_id, to_char(found_at AT TIME ZONE $1::text, 'YYYY-MM-DD') AS found_on, object, sobject, nullif(field, '') AS field, what,
       nullif(old_type, '') AS old_type, nullif(new_type, '') AS new_type
  FROM drift
 ORDER BY drift_id DESC
 LIMIT 20
