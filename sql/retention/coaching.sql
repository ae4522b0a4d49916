-- Coaching flags that ended more than $1 days ago, with their sessions and what was decided of them;
-- each rep's last one stays. At most $2
WITH old AS MATERIALIZED (
  SELECT f.flag_id
    FROM coaching_flag AS f
   WHERE f.state IN ('done', 'dismissed') AND greatest(f.state_on, f.last_seen) < (as_of_day() - $1::integer)
     AND EXISTS (SELECT FROM coaching_flag AS n
                  WHERE n.rep_id = f.rep_id AND (n.raised_on, n.flag_id) > (f.raised_on, f.flag_id))
   ORDER BY f.flag_id
   LIMIT $2::bigint
), event AS (
  DELETE FROM coaching_event AS t USING old AS o WHERE t.flag_id = o.flag_id
), session AS (
  DELETE FROM coaching_session AS t USING old AS o WHERE t.flag_id = o.flag_id
), decision AS (
  DELETE FROM review_decision AS t USING old AS o WHERE t.subject = 'flag' AND t.number = o.flag_id
)
DELETE FROM coaching_flag AS t USING old AS o WHERE t.flag_id = o.flag_id
RETURNING t.flag_id
