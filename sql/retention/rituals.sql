-- Days of reviews more than $1 days ago whose workbooks were written; those of a year stay, for one
-- that is not known as written is caught up. At most $2
DELETE FROM ritual_done AS t
 USING (SELECT name, due_on FROM ritual_done WHERE due_on < least((as_of_day() - $1::integer), as_of_day() - 400) ORDER BY name, due_on LIMIT $2::bigint) AS o
 WHERE t.name = o.name AND t.due_on = o.due_on
RETURNING t.due_on
