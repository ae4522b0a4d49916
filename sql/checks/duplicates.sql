-- title: Duplicates
-- rule: B10
-- why: two records of one company or person mean two reps, two histories and two mails
-- fix: merge them in the CRM; convert a lead to the contact it is
-- needs: account
-- evidence: members, lists duplicates
-- column: kind, Kind, text
-- column: records, Records, integer
-- column: names, Names, text
-- column: ids, Ids, text
-- A row per group, on its record of the lowest id. The keys come from the records in scope,
-- their groups by index from all, which OFFSET 0 holds the planner to; left alone it reads all
-- records, as if normalising a name cost nothing.
WITH form AS (
  SELECT legal_form_pattern() AS pattern
), common_domain AS (
  SELECT lower(item) AS domain FROM setting_list('duplicates', 'free_mail') AS item
  UNION
  SELECT lower(item) FROM setting_list('duplicates', 'shared_domains') AS item
), name_of AS (
  SELECT DISTINCT name_stem(a.name) AS stem, name_key(a.name, f.pattern) AS key
    FROM account_in_scope AS a
   CROSS JOIN form AS f
   WHERE name_stem(a.name) IS NOT NULL
), domain_of AS (
  SELECT DISTINCT website_domain(a.website) AS key
    FROM account_in_scope AS a
   WHERE website_domain(a.website) NOT IN (SELECT domain FROM common_domain)
), contact_of AS (
  SELECT DISTINCT email_key(c.email) AS key FROM contact_in_scope AS c WHERE email_key(c.email) IS NOT NULL
), lead_of AS (
  SELECT DISTINCT email_key(l.email) AS key FROM lead_in_scope AS l
   WHERE email_key(l.email) IS NOT NULL AND l.is_converted IS NOT TRUE
), member AS (
  SELECT 'name' AS kind, n.key, 'account' AS record_type, a.account_id AS record_id, a.name, a.owner_id, a.account_id
    FROM name_of AS n
   CROSS JOIN form AS f
   CROSS JOIN LATERAL (SELECT * FROM audited_account AS a WHERE name_stem(a.name) = n.stem AND name_key(a.name, f.pattern) = n.key OFFSET 0) AS a
  UNION ALL
  SELECT 'domain', d.key, 'account', a.account_id, a.name, a.owner_id, a.account_id
    FROM domain_of AS d
   CROSS JOIN LATERAL (SELECT * FROM audited_account AS a WHERE website_domain(a.website) = d.key OFFSET 0) AS a
  UNION ALL
  SELECT 'e-mail', e.key, 'contact', c.contact_id, c.name, c.owner_id, c.account_id
    FROM contact_of AS e
   CROSS JOIN LATERAL (SELECT * FROM contact AS c WHERE email_key(c.email) = e.key OFFSET 0) AS c
  UNION ALL
  SELECT 'lead', e.key, 'lead', l.lead_id, l.name, l.owner_id, NULL
    FROM lead_of AS e
   CROSS JOIN LATERAL (SELECT * FROM lead AS l WHERE email_key(l.email) = e.key OFFSET 0) AS l
   WHERE l.is_converted IS NOT TRUE
  UNION ALL
  SELECT 'lead', e.key, 'contact', c.contact_id, c.name, c.owner_id, c.account_id
    FROM lead_of AS e
   CROSS JOIN LATERAL (SELECT * FROM contact AS c WHERE email_key(c.email) = e.key OFFSET 0) AS c
), counted AS (
  SELECT m.*, count(*) OVER whole AS records, min(m.record_type) OVER whole <> max(m.record_type) OVER whole AS is_mixed,
         row_number() OVER (PARTITION BY m.kind, m.key ORDER BY m.record_type DESC, m.record_id) AS nth
    FROM member AS m
   WHERE NOT EXISTS (SELECT FROM excluded_user AS x WHERE x.user_id = m.owner_id)
  WINDOW whole AS (PARTITION BY m.kind, m.key)
), listed AS (
  SELECT kind, key, string_agg(CASE WHEN is_blank(name) THEN record_id ELSE name END, ', ' ORDER BY nth) AS names,
         string_agg(record_id, ', ' ORDER BY nth) AS ids
    FROM counted
   WHERE nth <= 5
   GROUP BY kind, key
)
SELECT c.record_type, c.record_id, c.kind || ' ' || c.key AS part,
       CASE WHEN is_blank(c.name) THEN c.record_id ELSE c.name END AS label, coalesce(c.owner_id, '') AS rep_id, c.account_id,
       'warn' AS severity,
       format(CASE c.kind WHEN 'name' THEN '%s accounts are named alike: %s' WHEN 'domain' THEN '%s accounts share the website %3$s: %2$s'
                          WHEN 'e-mail' THEN '%s contacts share the e-mail %3$s: %2$s'
                          ELSE '%s records, leads and contacts, share the e-mail %3$s: %2$s' END,
              c.records, l.names || CASE WHEN c.records > 5 THEN ', …' ELSE '' END, c.key) AS why,
       c.records AS weight, c.kind, c.records, l.names, l.ids
  FROM counted AS c
  JOIN listed AS l USING (kind, key)
 WHERE c.nth = 1 AND c.records > 1 AND (c.kind <> 'lead' OR c.is_mixed)
 ORDER BY c.record_type, c.record_id, part
