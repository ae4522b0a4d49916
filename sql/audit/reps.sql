-- Who is a rep in this run. Without configuration: an active standard user who owns an
-- account, opportunity or lead, or logged a touch in the last 90 days; [reps] replaces
-- that. Where the source has no user list, every owner is a rep.
INSERT INTO run_rep (run_id, rep_id, name, email, alias, role, zone, manager_id, manager, is_named)
WITH role AS (
  SELECT lower(item) AS name FROM setting_list('reps', 'roles') AS item
), address AS (
  SELECT lower(item) AS name FROM setting_list('reps', 'emails') AS item
), configured AS (
  SELECT EXISTS (SELECT FROM role) OR EXISTS (SELECT FROM address) AS is_named,
         EXISTS (SELECT FROM crm_user) AS has_users
), person AS (
  SELECT u.user_id, coalesce(nullif(btrim(u.name), ''), u.username, u.user_id) AS name, coalesce(u.email, '') AS email,
         coalesce(u.alias, '') AS alias, coalesce(r.name, '') AS role,
         coalesce(u.zone, org_zone()) AS zone, coalesce(u.manager_id, '') AS manager_id, coalesce(m.name, '') AS manager,
         CASE WHEN c.is_named
              THEN u.is_active IS NOT FALSE
                   AND (lower(r.name) IN (SELECT name FROM role) OR lower(r.developer_name) IN (SELECT name FROM role)
                        OR lower(u.email) IN (SELECT name FROM address) OR lower(u.username) IN (SELECT name FROM address))
              ELSE coalesce(u.is_active, false) AND coalesce(u.user_type, 'Standard') = 'Standard'
                   AND u.user_id IN (SELECT w.user_id FROM working_users() AS w) END AS is_rep,
         c.is_named
    FROM crm_user AS u
   CROSS JOIN configured AS c
    LEFT JOIN user_role AS r ON r.role_id = u.role_id AND NOT r.is_deleted
    LEFT JOIN crm_user AS m ON m.user_id = u.manager_id
  UNION ALL
  SELECT a.user_id, a.user_id, '', '', '', org_zone(), '', '', true, false
    FROM configured AS c
   CROSS JOIN LATERAL named_users(NOT c.has_users) AS a
   WHERE a.user_id IS NOT NULL AND a.user_id NOT LIKE '00G%'
)
SELECT run_id(), user_id, name, email, alias, role, zone, manager_id, manager, is_named
  FROM person
 WHERE is_rep
   AND NOT EXISTS (SELECT FROM excluded_user AS x WHERE x.user_id = person.user_id)
