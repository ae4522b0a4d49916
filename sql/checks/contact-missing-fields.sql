-- title: Contact fields missing
-- rule: B3
-- why: whoever takes over an account knows its people by these fields alone
-- fix: fill the fields named on the record; mark one contact of each account in play as its champion
-- needs: contact
-- column: missing, Missing, text
-- column: missing_count, Fields missing, integer
-- column: completeness, Softer fields filled, percent
-- column: account, Account, text
-- A second kind of row is an account with an open opportunity and no champion.
WITH looked_at AS (
  SELECT c.*, to_jsonb(c) || c.custom AS fields
    FROM contact_in_scope AS c
), judged AS (
  SELECT l.contact_id, f.label, f.name, f.place, f.severity,
         is_blank(l.fields ->> f.name) OR (f.name = 'name' AND btrim(l.first_name) = '?') AS is_missing
    FROM looked_at AS l
    JOIN required_field AS f ON f.object = 'contact'
), lacking AS (
  SELECT contact_id, string_agg(label, ', ' ORDER BY place) FILTER (WHERE is_missing AND severity <> 'soft') AS missing,
         jsonb_agg(name ORDER BY place) FILTER (WHERE is_missing AND severity <> 'soft') AS missing_names,
         count(*) FILTER (WHERE is_missing AND severity <> 'soft') AS missing_count,
         bool_or(is_missing AND severity = 'fail') AS fails,
         round(avg(CASE WHEN is_missing THEN 0 ELSE 1 END) FILTER (WHERE severity = 'soft'), 4) AS completeness
    FROM judged
   GROUP BY contact_id
)
SELECT 'contact' AS record_type, l.contact_id AS record_id, '' AS part,
       CASE WHEN is_blank(l.name) THEN l.contact_id ELSE l.name END AS label, coalesce(l.owner_id, '') AS rep_id, l.account_id,
       CASE WHEN m.fails THEN 'fail' ELSE 'warn' END AS severity,
       format('lacks %s', m.missing) AS why, m.missing_count AS weight,
       m.missing, m.missing_names, m.missing_count, m.completeness, a.name AS account
  FROM looked_at AS l
  JOIN lacking AS m USING (contact_id)
  LEFT JOIN account AS a ON a.account_id = l.account_id
 WHERE m.missing_count > 0
UNION ALL
SELECT 'account', a.account_id, 'champion', CASE WHEN is_blank(a.name) THEN a.account_id ELSE a.name END,
       coalesce(a.owner_id, ''), a.account_id, f.severity,
       'has an open opportunity and no contact marked as champion', 1, 'champion', '["champion"]', 1, NULL, a.name
  FROM account_in_scope AS a
  JOIN required_field AS f ON f.object = 'contact' AND f.name = 'is_champion'
 WHERE EXISTS (SELECT FROM opportunity AS o WHERE o.account_id = a.account_id AND NOT o.is_closed)
   AND NOT EXISTS (SELECT FROM contact AS c WHERE c.account_id = a.account_id AND read_bool(c.custom ->> 'is_champion'))
 ORDER BY 1, 2
