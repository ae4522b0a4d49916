-- What happened to findings more than $1 days ago, but for how each began, the last of each kind, and
-- what is of the findings' figures: those count days and times themselves. At most $2
DELETE FROM finding_event AS t
 USING (SELECT e.finding_id, e.on_day, e.what
          FROM finding_event AS e
         WHERE e.on_day < (as_of_day() - $1::integer) AND e.what <> 'found'
           AND EXISTS (SELECT FROM finding_event AS n WHERE n.finding_id = e.finding_id AND n.what = e.what AND n.on_day > e.on_day)
         ORDER BY e.finding_id, e.on_day, e.what
         LIMIT $2::bigint) AS o
 WHERE t.finding_id = o.finding_id AND t.on_day = o.on_day AND t.what = o.what
RETURNING t.finding_id
