-- The checks there are, and those that findings are left of.
SELECT check_id FROM check_catalogue
UNION
SELECT check_id FROM finding
 ORDER BY check_id
