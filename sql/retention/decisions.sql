-- Decisions of more than $1 days ago that later ones replaced or that were refused, and the files that
-- were read then: their rows are too old to be taken by now. At most $2
WITH old AS MATERIALIZED (
  SELECT decision_id
    FROM review_decision
   WHERE state <> 'applied' AND decided_on < (as_of_day() - $1::integer)
   ORDER BY decision_id
   LIMIT $2::bigint
), file AS (
  DELETE FROM review_file WHERE read_on < (as_of_day() - $1::integer)
)
DELETE FROM review_decision AS t USING old AS o WHERE t.decision_id = o.decision_id
RETURNING t.decision_id
