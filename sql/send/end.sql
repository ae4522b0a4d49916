-- $1 delivery, $2 state, $3 why
UPDATE delivery SET state = $2, why = $3 WHERE delivery_id = $1::bigint
