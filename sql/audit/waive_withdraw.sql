-- $1 findings, $2 why or '', $3 by whom
SELECT waiver_withdraw($1::bigint[], $2, $3) AS amount
