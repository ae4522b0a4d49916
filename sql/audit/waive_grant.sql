-- $1 findings, $2 until, $3 reason, $4 by whom
SELECT waiver_grant($1::bigint[], $2::date, $3, $4, 'job') AS amount
