-- Waivers that ended more than $1 days ago of findings that are not open: an open one's age leaves out
-- the days it was waived. At most $2
DELETE FROM waiver AS t
 USING (SELECT w.waiver_id
          FROM waiver AS w
         WHERE w.ended_on < (as_of_day() - $1::integer)
           AND NOT EXISTS (SELECT FROM finding AS f
                            WHERE f.state = 'open' AND f.check_id = w.check_id AND f.record_id = w.record_id
                              AND f.part = w.part AND f.rep_id = w.rep_id)
         ORDER BY w.waiver_id
         LIMIT $2::bigint) AS o
 WHERE t.waiver_id = o.waiver_id
RETURNING t.waiver_id
