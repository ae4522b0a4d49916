-- title: Lead whose status contradicts the rest
-- rule: E3
-- why: the lead reports count what the status says
-- fix: set the status that is true, or give the lead an owner
-- needs: lead.status
-- evidence: window reply_days, answers, record status is_converted owner_id, history status owner_id, lists leads
-- param: reply_days, integer, 30, days looked back for a reply, ours
-- column: problem, Problem, text
-- column: status, Status, text
-- column: replied_at, Last reply, instant
-- column: company, Company, text
-- Where it is known when a lead was closed, a reply before that is what it was closed for.
WITH looked_at AS (
  SELECT l.*, (p.params ->> 'reply_days')::integer AS reply_days,
         l.is_converted IS NOT TRUE AND m.is_closed AS is_closed, m.is_converted AS means_converted
    FROM lead_in_scope AS l
   CROSS JOIN LATERAL lead_status_means(l.status) AS m
   CROSS JOIN LATERAL thresholds('lead-status-mismatch', l.owner_id) AS p
), mismatch AS (
  SELECT l.lead_id, 'converted' AS problem, format('converted, but its status is %s', btrim(l.status)) AS why, NULL::timestamptz AS replied_at
    FROM looked_at AS l
   WHERE l.is_converted AND NOT is_blank(l.status) AND NOT l.means_converted
  UNION ALL
  SELECT l.lead_id, 'reply',
         format('closed as %s%s, but the person wrote on %s', btrim(l.status), ' on ' || day_words(s.since) || ' (by ' || s.told_by || ')',
                day_words(r.at)), r.at
    FROM looked_at AS l
    LEFT JOIN LATERAL lead_status_standing(l.lead_id, l.status, l.created_at) AS s ON s.is_exact
   CROSS JOIN LATERAL (SELECT max(a.at) AS at
                         FROM activity_live AS a
                        WHERE a.person_id = l.lead_id AND a.direction = 'inbound' AND a.at >= days_before(l.reply_days)) AS r
   WHERE l.is_closed AND r.at > coalesce(s.since, '-infinity')
  UNION ALL
  SELECT l.lead_id, 'owner', 'has no owner', NULL
    FROM looked_at AS l
   WHERE l.owner_id IS NULL AND l.is_converted IS NOT TRUE AND (SELECT field_present('lead', 'owner_id'))
)
SELECT 'lead' AS record_type, l.lead_id AS record_id, m.problem AS part,
       CASE WHEN is_blank(l.name) THEN l.lead_id ELSE l.name END AS label, coalesce(l.owner_id, '') AS rep_id,
       NULL::text AS account_id, 'warn' AS severity, m.why, 1 AS weight, m.problem, l.status, m.replied_at, l.company
  FROM looked_at AS l
  JOIN mismatch AS m USING (lead_id)
 ORDER BY l.lead_id, m.problem
