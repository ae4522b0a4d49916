-- Roles, e-mails and statuses of the configuration that no record has; one row at least.
-- $1 [reps] roles, $2 [reps] emails, $3 [activity] touch_statuses
WITH item AS (
  SELECT v.place, v.section, v.key, btrim(t.name) AS name
    FROM (VALUES (1, 'reps', 'roles', $1::text), (2, 'reps', 'emails', $2::text), (3, 'activity', 'touch_statuses', $3::text))
         AS v (place, section, key, list)
   CROSS JOIN LATERAL string_to_table(v.list, ',') AS t (name)
   WHERE btrim(t.name) NOT IN ('', '*')
), known AS (
  SELECT DISTINCT 1 AS place, n.name
    FROM user_role AS r, LATERAL (VALUES (r.name), (r.developer_name)) AS n (name)
   WHERE NOT r.is_deleted
  UNION
  SELECT 2, n.name
    FROM crm_user_version AS u, LATERAL (VALUES (u.email), (u.username)) AS n (name)
   WHERE u.valid_to = 'infinity'
  UNION
  SELECT 3, status FROM task
), unmatched AS (
  SELECT *
    FROM item AS i
   WHERE NOT EXISTS (SELECT FROM known AS k WHERE k.place = i.place AND lower(k.name) = lower(i.name))
)
SELECT EXISTS (SELECT FROM source_state) AS is_pulled, u.section, u.key, u.name,
       CASE WHEN u.place <> 2
            THEN (SELECT string_agg(k.name, ', ' ORDER BY k.name)
                    FROM (SELECT name FROM known WHERE place = u.place AND name <> '' ORDER BY name LIMIT 12) AS k) END AS known
  FROM (VALUES (1)) AS one (one)
  LEFT JOIN unmatched AS u ON true
 ORDER BY u.place, u.name COLLATE "C"
