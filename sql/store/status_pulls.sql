-- How many objects were pulled, and whether one came from the future. $1 now
SELECT count(*) AS objects, coalesce(max(pulled_at) > $1::timestamptz + interval '5 minutes', false) AS is_ahead,
       max(pulled_at) AS last_pull
  FROM source_state
