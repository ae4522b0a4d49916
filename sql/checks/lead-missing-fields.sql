-- title: Lead fields missing
-- rule: B4
-- why: without source, status and rating nobody knows which lead to call first
-- fix: fill the fields named on the record
-- needs: lead
-- evidence: required
-- column: missing, Missing, text
-- column: missing_names, Their columns, text
-- column: missing_count, Fields missing, integer
-- column: company, Company, text
-- column: status, Status, text
-- Converted leads are read-only in the CRM, and let go.
WITH field AS MATERIALIZED (
  SELECT * FROM required_field WHERE object = 'lead'
)
SELECT 'lead' AS record_type, l.lead_id AS record_id,
       CASE WHEN is_blank(l.name) THEN l.lead_id ELSE l.name END AS label, coalesce(l.owner_id, '') AS rep_id, NULL AS account_id,
       CASE WHEN m.fails THEN 'fail' ELSE 'warn' END AS severity,
       format('lacks %s', m.missing) AS why, m.missing_count AS weight,
       m.missing, m.missing_names, m.missing_count, l.company, l.status
  FROM lead_in_scope AS l
 CROSS JOIN LATERAL (SELECT jsonb_build_object('name', l.name, 'source', l.source, 'status', l.status,
                                               'rating', l.rating) || l.custom AS fields OFFSET 0) AS v
 CROSS JOIN LATERAL (SELECT string_agg(f.label, ', ' ORDER BY f.place) AS missing,
                            jsonb_agg(f.name ORDER BY f.place) AS missing_names, count(*) AS missing_count,
                            bool_or(f.severity = 'fail') AS fails
                       FROM field AS f
                      WHERE is_blank(v.fields ->> f.name) OR (f.name = 'name' AND btrim(l.first_name) = '?')) AS m
 WHERE l.is_converted IS NOT TRUE AND m.missing_count > 0
   AND NOT EXISTS (SELECT FROM forgotten AS g WHERE g.record_id = l.lead_id)
 ORDER BY l.lead_id
