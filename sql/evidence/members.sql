-- title: Records alike
WITH f AS (
  SELECT f.detail ->> 'kind' AS kind, substr(f.part, length(f.detail ->> 'kind') + 2) AS key,
         CASE WHEN f.part = 'shared' THEN linkedin_company(f.detail ->> 'url') END AS company, legal_form_pattern() AS forms
    FROM finding AS f WHERE f.finding_id = $1
), alike AS (
  SELECT 'account' AS type, a.account_id AS id, a.name, a.owner_id, a.created_at, 'named ' || a.name AS words
    FROM f JOIN audited_account AS a ON f.kind = 'name' AND name_stem(a.name) = split_part(f.key, ' ', 1) AND name_key(a.name, f.forms) = f.key
  UNION ALL
  SELECT 'account', a.account_id, a.name, a.owner_id, a.created_at, 'website ' || a.website
    FROM f JOIN audited_account AS a ON f.kind = 'domain' AND website_domain(a.website) = f.key
  UNION ALL
  SELECT 'contact', c.contact_id, c.name, c.owner_id, c.created_at, 'e-mail ' || c.email
    FROM f JOIN contact AS c ON f.kind IN ('e-mail', 'lead') AND email_key(c.email) = f.key
  UNION ALL
  SELECT 'lead', l.lead_id, l.name, l.owner_id, l.created_at, 'e-mail ' || l.email
    FROM f JOIN lead AS l ON f.kind = 'lead' AND email_key(l.email) = f.key AND l.is_converted IS NOT TRUE
  UNION ALL
  SELECT 'account', a.account_id, a.name, a.owner_id, a.created_at, a.custom ->> 'linkedin_company_url'
    FROM f JOIN account AS a ON linkedin_company(a.custom ->> 'linkedin_company_url') = f.company
)
SELECT m.created_at AS at, NULL AS day, m.type || ': ' || CASE WHEN is_blank(m.name) THEN m.id ELSE m.name END AS what,
       user_words(m.owner_id) AS who, m.id, x.user_id IS NULL AS counts,
       m.words || CASE WHEN x.user_id IS NULL THEN '' ELSE '; of a user whom [reps] exclude names' END AS remark
  FROM alike AS m
  LEFT JOIN excluded_user AS x ON x.user_id = m.owner_id
 ORDER BY m.type, m.id
