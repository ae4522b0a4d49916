-- Runs that began before the oldest of those looking from $1 on, with their results and
-- what they saw of the source's fields. The last fourteen stay: the trend is theirs. At
-- most $2; how many went.
WITH kept AS (
  SELECT least((SELECT min(run_id) FROM run WHERE as_of_day >= (as_of_day() - $1::integer)),
               (SELECT min(run_id) FROM (SELECT run_id FROM run WHERE state = 'done' AND rep_id IS NULL ORDER BY run_id DESC LIMIT 14) AS last),
               (SELECT run_id FROM publication)) AS run_id
), old AS MATERIALIZED (
  SELECT r.run_id FROM run AS r, kept AS k WHERE r.run_id < k.run_id ORDER BY r.run_id LIMIT $2::bigint
), result AS (
  DELETE FROM run_check AS t USING old AS o WHERE t.run_id = o.run_id
), removed AS (
  DELETE FROM run_retention AS t USING old AS o WHERE t.run_id = o.run_id
), drifted AS (
  DELETE FROM drift AS t USING old AS o WHERE t.run_id = o.run_id
)
DELETE FROM run AS t USING old AS o WHERE t.run_id = o.run_id
RETURNING t.run_id
