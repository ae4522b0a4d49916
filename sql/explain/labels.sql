-- The records that a check has findings of. $1 check
SELECT DISTINCT label FROM finding WHERE check_id = $1 ORDER BY label
