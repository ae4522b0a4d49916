-- title: Lead fields missing
-- rule: B4
-- why: without source, status and rating nobody knows which lead to call first
-- fix: fill the fields named on the record
-- needs: lead
-- column: missing, Missing, text
-- column: missing_count, Fields missing, integer
-- column: company, Company, text
-- column: status, Status, text
-- Converted leads are read-only in the CRM, and let go.
WITH looked_at AS (
  SELECT l.*, to_jsonb(l) || l.custom AS fields
    FROM lead_in_scope AS l
   WHERE l.is_converted IS NOT TRUE
), lacking AS (
  SELECT l.lead_id, string_agg(f.label, ', ' ORDER BY f.place) AS missing,
         jsonb_agg(f.name ORDER BY f.place) AS missing_names, count(*) AS missing_count,
         bool_or(f.severity = 'fail') AS fails
    FROM looked_at AS l
    JOIN required_field AS f ON f.object = 'lead'
   WHERE is_blank(l.fields ->> f.name) OR (f.name = 'name' AND btrim(l.first_name) = '?')
   GROUP BY l.lead_id
)
SELECT 'lead' AS record_type, l.lead_id AS record_id,
       CASE WHEN is_blank(l.name) THEN l.lead_id ELSE l.name END AS label, coalesce(l.owner_id, '') AS rep_id, NULL AS account_id,
       CASE WHEN m.fails THEN 'fail' ELSE 'warn' END AS severity,
       format('lacks %s', m.missing) AS why, m.missing_count AS weight,
       m.missing, m.missing_names, m.missing_count, l.company, l.status
  FROM looked_at AS l
  JOIN lacking AS m USING (lead_id)
 ORDER BY l.lead_id
