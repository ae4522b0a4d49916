-- $1 object, $2 rows of a whole read
SELECT whole_suspicion($1, $2::bigint)
