-- title: Marketing-qualified lead still open
-- rule: E2
-- why: marketing found somebody ready to talk, and nobody decided anything
-- fix: convert the lead, or set the status that it deserves
-- needs: lead.status, mql-status
-- evidence: record status marketing_qualified_at created_at, history status, lists leads
-- param: warn_days, integer, 14, days since it was qualified, ours
-- param: fail_days, integer, 30, days since it was qualified, ours
-- column: days, Days, integer
-- column: since, Qualified, instant
-- column: told_by, Told by, text
-- column: status, Status, text
-- column: company, Company, text
WITH standing AS MATERIALIZED (
  SELECT l.*
    FROM lead_in_scope AS l
   CROSS JOIN LATERAL lead_status_means(l.status) AS m
   WHERE m.is_mql AND l.is_converted IS NOT TRUE
)
SELECT 'lead' AS record_type, l.lead_id AS record_id, CASE WHEN is_blank(l.name) THEN l.lead_id ELSE l.name END AS label,
       coalesce(l.owner_id, '') AS rep_id, NULL::text AS account_id,
       CASE WHEN d.days >= p.fail_days THEN 'fail' ELSE 'warn' END AS severity,
       format('marketing-qualified for %s, since %s (by %s), and still open', counted(d.days, 'day'), day_words(s.since), s.told_by) AS why,
       d.days AS weight, d.days, s.since, s.told_by, l.status, l.company
  FROM standing AS l
 CROSS JOIN LATERAL mql_standing(l.lead_id, l.custom ->> 'marketing_qualified_at', l.created_at) AS s
 CROSS JOIN LATERAL (SELECT as_of_day() - (s.since AT TIME ZONE org_zone())::date AS days) AS d
 CROSS JOIN LATERAL thresholds('mql-open', l.owner_id) AS limits
 CROSS JOIN LATERAL jsonb_to_record(limits.params) AS p (warn_days integer, fail_days integer)
 WHERE d.days >= p.warn_days
 ORDER BY l.lead_id
