-- $1 the file's hash, $2 its name, $3 who decided, $4 when it was saved or '', $5 [review] waive_days, $6 most_days,
-- $7 [waivers] most_days, $8 today by the wall clock
SELECT review_take($1, $2, $3, nullif($4::text, '')::timestamptz, $5::integer, $6::integer, $7::integer, $8::date)
