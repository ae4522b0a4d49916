-- $1 check, $2 its SQL; so many rows at most are a finding each
SELECT check_run_caged($1, $2, 100000) AS findings
