-- Every account of each rep with that rep's own touches, and the last reply of any
-- of its contacts to anybody.
WITH own AS (
  SELECT a.account_id, coalesce(a.name, a.account_id) AS account, a.type, r.rep_id, r.name AS rep
    FROM account_in_scope AS a
    JOIN rep AS r ON r.rep_id = a.owner_id
   WHERE NOT EXISTS (SELECT FROM catch_all_account AS c WHERE c.account_id = a.account_id)
), touched AS (
  SELECT rep_id, account_id, count(*) FILTER (WHERE at >= days_before(30)) AS touches,
         count(DISTINCT person_id) FILTER (WHERE at >= days_before(30)) AS persons, max(at) AS last_at
    FROM touch
   WHERE rep_id BETWEEN scope_low() AND scope_high() AND account_id IS NOT NULL
   GROUP BY rep_id, account_id
), replied AS (
  SELECT c.account_id, max(i.at) AS last_at
    FROM own AS o
    JOIN contact AS c ON c.account_id = o.account_id
    JOIN activity AS i ON i.person_id = c.contact_id
   WHERE i.direction = 'inbound' AND i.folded_into IS NULL AND i.at < as_of()
   GROUP BY c.account_id
)
SELECT o.rep, o.account, o.account_id, o.type, coalesce(t.touches, 0) AS touches, coalesce(t.persons, 0) AS persons,
       (t.last_at AT TIME ZONE org_zone())::date AS last_touch, (y.last_at AT TIME ZONE org_zone())::date AS last_reply,
       as_of_day() - (t.last_at AT TIME ZONE org_zone())::date AS days_since
  FROM own AS o
  LEFT JOIN touched AS t ON t.rep_id = o.rep_id AND t.account_id = o.account_id
  LEFT JOIN replied AS y ON y.account_id = o.account_id
 ORDER BY o.rep, o.rep_id, touches DESC, t.last_at DESC NULLS LAST, o.account, o.account_id
