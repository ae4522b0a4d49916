-- $1 check: what it has found, in this run and before the ledger
SELECT count(*) AS found, count(*) FILTER (WHERE severity = 'fail') AS fails,
       count(*) FILTER (WHERE severity = 'warn') AS warns
  FROM stage_finding
 WHERE check_id = $1
