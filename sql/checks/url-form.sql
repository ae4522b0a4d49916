-- title: LinkedIn links that lead elsewhere
-- rule: B7
-- why: a link to the wrong kind of page, or to another company's, costs every reader a search
-- fix: paste the page's own address; two accounts of one company are one account
-- needs: linkedin-fields
-- evidence: record linkedin_company_url sales_navigator_url linkedin_url, members
-- column: field, Field, text
-- column: url, Link, text
-- column: accounts, Accounts with it, integer
WITH link AS (
  SELECT 'account' AS record_type, a.account_id AS record_id, a.name, a.owner_id, a.account_id, f.*
    FROM account_in_scope AS a
   CROSS JOIN LATERAL (VALUES ('linkedin_company_url', 'LinkedIn company URL', 'company', 'a company''s page', a.custom ->> 'linkedin_company_url'),
                              ('sales_navigator_url', 'LinkedIn Sales Navigator URL', 'sales', 'a Sales Navigator page', a.custom ->> 'sales_navigator_url'))
           AS f (field, field_label, kind, page, url)
  UNION ALL
  SELECT 'contact', c.contact_id, c.name, c.owner_id, c.account_id,
         'linkedin_url', 'LinkedIn URL', 'person', 'a person''s page', c.custom ->> 'linkedin_url'
    FROM contact_in_scope AS c
), key AS (
  SELECT DISTINCT linkedin_company(l.url) AS company
    FROM link AS l
   WHERE l.kind = 'company' AND linkedin_company(l.url) IS NOT NULL
), member AS (
  SELECT k.company, a.account_id, a.name, a.owner_id, count(*) OVER (PARTITION BY k.company) AS accounts,
         row_number() OVER (PARTITION BY k.company ORDER BY a.account_id) AS nth
    FROM key AS k
    JOIN account AS a ON linkedin_company(a.custom ->> 'linkedin_company_url') = k.company
), named AS (
  SELECT company, string_agg(coalesce(nullif(btrim(name), ''), account_id), ', ' ORDER BY nth) FILTER (WHERE nth <= 5) AS names
    FROM member
   WHERE accounts > 1
   GROUP BY company
)
SELECT l.record_type, l.record_id, l.field AS part, CASE WHEN is_blank(l.name) THEN l.record_id ELSE l.name END AS label,
       coalesce(l.owner_id, '') AS rep_id, l.account_id, 'warn' AS severity,
       format('%s is not %s: %s', l.field_label, l.page, left(l.url, 100)) AS why, 1 AS weight,
       l.field_label AS field, l.url, NULL AS accounts
  FROM link AS l
 WHERE NOT is_blank(l.url) AND NOT linkedin_is(l.kind, l.url)
UNION ALL
SELECT 'account', m.account_id, 'shared', CASE WHEN is_blank(m.name) THEN m.account_id ELSE m.name END,
       coalesce(m.owner_id, ''), m.account_id, 'warn',
       format('one of %s accounts with linkedin.com/%s: %s', m.accounts, m.company, n.names), m.accounts,
       'LinkedIn company URL', 'linkedin.com/' || m.company, m.accounts
  FROM member AS m
  JOIN named AS n USING (company)
 ORDER BY 1, 2, 3
