-- $1 rows of the file
SELECT leave_put($1::jsonb)
