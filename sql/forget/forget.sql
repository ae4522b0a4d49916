-- $1 the records as a JSON list, $2 the day, $3 by whom
SELECT name, sum(amount) AS amount
  FROM forget(ARRAY(SELECT jsonb_array_elements_text($1::jsonb)), $2::date, $3)
 GROUP BY name
HAVING sum(amount) > 0
 ORDER BY name COLLATE "C"
