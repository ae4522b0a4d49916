-- title: Contact fields missing
-- rule: B3
-- why: whoever takes over an account knows its people by these fields alone
-- fix: fill the fields named on the record; mark one contact of each account in play as its champion
-- needs: contact
-- evidence: required
-- column: missing, Missing, text
-- column: missing_names, Their columns, text
-- column: missing_count, Fields missing, integer
-- column: completeness, Softer fields filled, percent
-- column: account, Account, text
-- A second kind of row is an account with an open opportunity and no champion; OFFSET 0 has
-- its contacts asked for by index, one account at a time.
WITH field AS MATERIALIZED (
  SELECT * FROM required_field WHERE object = 'contact'
), lacking AS MATERIALIZED (
  SELECT c.*, v.fields
    FROM contact_in_scope AS c
   CROSS JOIN LATERAL (SELECT jsonb_build_object('name', c.name, 'title', c.title, 'department', c.department,
                                                 'account_id', c.account_id, 'email', c.email,
                                                 'reports_to_id', c.reports_to_id, 'mobile', c.mobile) || c.custom AS fields OFFSET 0) AS v
   WHERE NOT EXISTS (SELECT FROM forgotten AS g WHERE g.record_id = c.contact_id)
     AND EXISTS (SELECT FROM field AS f
                  WHERE f.severity <> 'soft' AND (is_blank(v.fields ->> f.name) OR (f.name = 'name' AND btrim(c.first_name) = '?')))
)
SELECT 'contact' AS record_type, c.contact_id AS record_id, '' AS part,
       CASE WHEN is_blank(c.name) THEN c.contact_id ELSE c.name END AS label, coalesce(c.owner_id, '') AS rep_id, c.account_id,
       CASE WHEN m.fails THEN 'fail' ELSE 'warn' END AS severity,
       format('lacks %s', m.missing) AS why, m.missing_count AS weight,
       m.missing, m.missing_names, m.missing_count, m.completeness, a.name AS account
  FROM lacking AS c
 CROSS JOIN LATERAL (SELECT string_agg(j.label, ', ' ORDER BY j.place) FILTER (WHERE j.is_missing AND j.severity <> 'soft') AS missing,
                            jsonb_agg(j.name ORDER BY j.place) FILTER (WHERE j.is_missing AND j.severity <> 'soft') AS missing_names,
                            count(*) FILTER (WHERE j.is_missing AND j.severity <> 'soft') AS missing_count,
                            bool_or(j.is_missing AND j.severity = 'fail') AS fails,
                            round(avg(CASE WHEN j.is_missing THEN 0 ELSE 1 END) FILTER (WHERE j.severity = 'soft'), 4) AS completeness
                       FROM (SELECT f.*, is_blank(c.fields ->> f.name) OR (f.name = 'name' AND coalesce(btrim(c.first_name) = '?', false)) AS is_missing
                               FROM field AS f) AS j) AS m
  LEFT JOIN account AS a ON a.account_id = c.account_id
UNION ALL
SELECT 'account', a.account_id, 'champion', CASE WHEN is_blank(a.name) THEN a.account_id ELSE a.name END,
       coalesce(a.owner_id, ''), a.account_id, f.severity,
       'has an open opportunity and no contact marked as champion', 1, 'champion', '["champion"]', 1, NULL, a.name
  FROM account_in_scope AS a
  JOIN field AS f ON f.name = 'is_champion'
 WHERE EXISTS (SELECT FROM deals_of(a.account_id) AS o WHERE NOT o.is_closed)
   AND NOT EXISTS (SELECT FROM contact AS c WHERE c.account_id = a.account_id AND read_bool(c.custom ->> 'is_champion') OFFSET 0)
 ORDER BY 1, 2
