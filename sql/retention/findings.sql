-- Findings that were resolved more than $1 days ago, with what happened to them, was decided of them,
-- and their waivers; should one come back it is a new one. At most $2
WITH old AS MATERIALIZED (
  SELECT f.finding_id, f.check_id, f.record_id, f.part, f.rep_id
    FROM finding AS f
   WHERE f.state = 'resolved' AND f.resolved_on < (as_of_day() - $1::integer)
     AND NOT EXISTS (SELECT FROM waiver AS w
                      WHERE w.check_id = f.check_id AND w.record_id = f.record_id AND w.part = f.part AND w.rep_id = f.rep_id
                        AND coalesce(w.ended_on, w.until) >= (as_of_day() - $1::integer))
   ORDER BY f.finding_id
   LIMIT $2::bigint
), event AS (
  DELETE FROM finding_event AS t USING old AS o WHERE t.finding_id = o.finding_id
), decision AS (
  DELETE FROM review_decision AS t USING old AS o WHERE t.subject = 'finding' AND t.number = o.finding_id
), waived AS (
  DELETE FROM waiver AS t USING old AS o
   WHERE t.check_id = o.check_id AND t.record_id = o.record_id AND t.part = o.part AND t.rep_id = o.rep_id
)
DELETE FROM finding AS t USING old AS o WHERE t.finding_id = o.finding_id
RETURNING t.finding_id
