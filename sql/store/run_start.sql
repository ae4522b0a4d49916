-- $1 job, $2 as of, $3 as-of day, $4 rep or NULL, $5 now
INSERT INTO run (job, as_of, as_of_day, rep_id, state, started_at)
VALUES ($1, $2, $3, $4, 'running', $5)
RETURNING run_id
