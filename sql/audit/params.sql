-- Thresholds for this run: rep over role over all. A role is meant by its name, its
-- developer name or its initials (SDR for Sales Development Rep).
INSERT INTO run_param (run_id, check_id, rep_id, params)
WITH member AS (
  SELECT u.user_id AS rep_id, lower(u.email) AS email, lower(u.username) AS username, lower(u.alias) AS alias,
         lower(r.name) AS role, lower(r.developer_name) AS developer_name,
         lower((SELECT string_agg(left(word, 1), '' ORDER BY place)
                  FROM regexp_split_to_table(btrim(r.name), '[^[:alnum:]]+') WITH ORDINALITY AS w (word, place))) AS initials
    FROM crm_user AS u
    LEFT JOIN user_role AS r ON r.role_id = u.role_id AND NOT r.is_deleted
  UNION ALL
  -- reps of a source without a user list are known by their ids alone
  SELECT r.rep_id, '', '', '', '', '', ''
    FROM run_rep AS r
   WHERE r.run_id = run_id() AND NOT EXISTS (SELECT FROM crm_user AS u WHERE u.user_id = r.rep_id)
), applies AS (
  SELECT p.check_id, p.name, p.value, '' AS rep_id, 1 AS place FROM parameter AS p WHERE p.scope = 'all'
  UNION ALL
  SELECT p.check_id, p.name, p.value, m.rep_id, 2
    FROM parameter AS p
    JOIN member AS m ON lower(p.who) IN (m.role, m.developer_name, m.initials)
   WHERE p.scope = 'role'
  UNION ALL
  SELECT p.check_id, p.name, p.value, m.rep_id, 3
    FROM parameter AS p
    JOIN member AS m ON lower(p.who) IN (m.email, m.username, m.alias) OR p.who IN (m.rep_id, left(m.rep_id, 15))
   WHERE p.scope = 'rep'
), own AS (
  SELECT DISTINCT check_id, rep_id FROM applies
), chosen AS (
  SELECT DISTINCT ON (o.check_id, o.rep_id, a.name) o.check_id, o.rep_id, a.name, a.value
    FROM own AS o
    JOIN applies AS a ON a.check_id = o.check_id AND a.rep_id IN ('', o.rep_id)
   ORDER BY o.check_id, o.rep_id, a.name, a.place DESC
)
SELECT run_id(), check_id, rep_id, jsonb_object_agg(name, value)
  FROM chosen
 GROUP BY check_id, rep_id
