-- title: Lead left at attempted to contact
-- rule: E4
-- why: a lead that did not answer for a week is not being worked
-- fix: try once more, or close it
-- needs: lead.status, attempted-status
-- evidence: record status created_at, history status, lists leads
-- param: warn_days, integer, 7, days in the status, later version
-- column: days, Days, integer
-- column: since, Since, instant
-- column: told_by, Told by, text
-- column: status, Status, text
-- column: company, Company, text
WITH standing AS MATERIALIZED (
  SELECT l.*
    FROM lead_in_scope AS l
   CROSS JOIN LATERAL lead_status_means(l.status) AS m
   WHERE m.is_attempted AND l.is_converted IS NOT TRUE
)
SELECT 'lead' AS record_type, l.lead_id AS record_id, CASE WHEN is_blank(l.name) THEN l.lead_id ELSE l.name END AS label,
       coalesce(l.owner_id, '') AS rep_id, NULL::text AS account_id, 'warn' AS severity,
       format('in status %s for %s, since %s (by %s)', btrim(l.status), counted(d.days, 'day'), day_words(s.since), s.told_by) AS why,
       d.days AS weight, d.days, s.since, s.told_by, l.status, l.company
  FROM standing AS l
 CROSS JOIN LATERAL lead_status_standing(l.lead_id, l.status, l.created_at) AS s
 CROSS JOIN LATERAL (SELECT as_of_day() - (s.since AT TIME ZONE org_zone())::date AS days) AS d
 CROSS JOIN LATERAL thresholds('lead-attempted', l.owner_id) AS p
 WHERE d.days >= (p.params ->> 'warn_days')::integer
 ORDER BY l.lead_id
