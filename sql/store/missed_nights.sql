-- The nights between the published one and that of a day: no run was published for them.
-- A row always, words NULL where none was missed. $1 the day
WITH missed AS (
  SELECT r.as_of_day + 1 AS first, $1::date - 1 AS last, $1::date - 1 - r.as_of_day AS amount
    FROM publication AS p
    JOIN run AS r USING (run_id)
   WHERE $1::date - 1 > r.as_of_day
)
SELECT coalesce(amount, 0) AS missed_nights, first AS missed_from, last AS missed_to,
       CASE WHEN amount = 1 THEN format('the night of %s', first)
            WHEN amount > 1 THEN format('%s nights, %s to %s', amount, first, last) END AS words
  FROM (VALUES (1)) AS one (one)
  LEFT JOIN missed ON true
