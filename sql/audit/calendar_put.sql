-- $1 zone, $2 opens, $3 closes, $4 weekdays, $5 us-federal or none, $6 further holidays
SELECT calendar_put($1, $2::time, $3::time, $4::integer[], $5, $6::jsonb)
