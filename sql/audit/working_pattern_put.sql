-- $1 rows of the file
SELECT working_pattern_put($1::jsonb)
