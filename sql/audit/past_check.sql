-- $1 check
SELECT past_check($1) AS hindered
