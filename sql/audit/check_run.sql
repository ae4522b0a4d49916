-- $1 check, $2 its SQL
SELECT check_run($1, $2) AS findings
