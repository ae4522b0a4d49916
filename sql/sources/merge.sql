-- $1 object, $2 when it was seen, $3 whole
SELECT merge_object($1, $2::timestamptz, $3::boolean) AS changed
