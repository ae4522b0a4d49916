-- $1 run, $2 state, $3 message or NULL, $4 now
UPDATE run SET state = $2, message = $3, finished_at = $4 WHERE run_id = $1
