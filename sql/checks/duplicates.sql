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
-- A row per group, on its record of the lowest id.
WITH counted AS (
  SELECT m.*, count(*) OVER whole AS records, min(m.record_type) OVER whole <> max(m.record_type) OVER whole AS is_mixed,
         row_number() OVER (PARTITION BY m.kind, m.key ORDER BY m.record_type DESC, m.record_id) AS nth
    FROM alike AS m
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
