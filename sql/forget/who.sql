-- The records that WHO may mean: contacts, leads and users. $1 WHO, an id or an e-mail;
-- is_meant: it names them; else what is written alike.
WITH person AS (
  SELECT contact_id AS record_id, 'contact' AS object, name, email, NULL AS username FROM contact_version WHERE valid_to = 'infinity'
  UNION ALL
  SELECT lead_id, 'lead', name, email, NULL FROM lead_version WHERE valid_to = 'infinity'
  UNION ALL
  SELECT user_id, 'user', name, email, username FROM crm_user_version WHERE valid_to = 'infinity'
), named AS (
  SELECT p.*, coalesce(record_id = read_id($1::text) OR lower(btrim($1)) IN (lower(email), lower(username)), false) AS is_meant
    FROM person AS p
)
SELECT record_id, object, coalesce(name, '') AS name, coalesce(email, '') AS email, is_meant
  FROM named
 WHERE is_meant OR left(lower(email), 3) = left(lower(btrim($1)), 3) OR strpos(lower(name), lower(btrim($1))) > 0
 ORDER BY NOT is_meant, record_id
 LIMIT 2000
