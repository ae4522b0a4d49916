-- The people that WHO may mean, as they are now: users, and reps of the published run
-- whom the source has no user record for. $1 WHO. rank: how well it names them, 1 best,
-- NULL not at all; those it names come first.
WITH person AS (
  SELECT user_id, coalesce(name, '') AS name, coalesce(email, '') AS email, coalesce(username, '') AS username,
         coalesce(alias, '') AS alias, coalesce(is_active, true) AS is_active
    FROM crm_user_version
   WHERE valid_to = 'infinity' AND NOT is_deleted
  UNION ALL
  SELECT r.rep_id, r.name, r.email, '', r.alias, true
    FROM run_rep AS r
    JOIN publication AS p USING (run_id)
   WHERE NOT EXISTS (SELECT FROM crm_user_version AS u WHERE u.user_id = r.rep_id)
), named AS (
  SELECT user_id, name, email, alias, is_active,
         CASE WHEN user_id = read_id($1::text) THEN 1
              WHEN lower(email) = lower(btrim($1)) THEN 2
              WHEN lower(username) = lower(btrim($1)) THEN 3
              WHEN lower(alias) = lower(btrim($1)) THEN 4
              WHEN lower(name) = lower(btrim($1)) THEN 5
          END AS rank
    FROM person
)
SELECT user_id, name, email, alias, is_active, rank
  FROM named
 ORDER BY rank NULLS LAST, is_active DESC, name, email, user_id
