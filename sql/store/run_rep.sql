-- $1 run, $2 the rep it is about
UPDATE run SET rep_id = $2 WHERE run_id = $1
