-- $1 object, $2 sobject, $3 source, $4 its fields as JSON or NULL, $5 fields that the query refused, $6 seen at, $7 run
SELECT what, fields FROM describe_put($1, $2, $3, $4::jsonb, $5, $6::timestamptz, $7::bigint)
