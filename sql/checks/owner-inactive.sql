-- title: Records that nobody looks after
-- rule: B11
-- why: what belongs to nobody, to a queue or to somebody who left is worked on by nobody
-- fix: give the record to an active owner
-- needs: user
-- param: queue_days, integer, 7, days in a queue, ours
-- column: problem, Owner, text
-- column: owner, Owner's name, text
-- column: days, Days in the queue, integer
-- An owner who is in no list of users is told in the coverage.
WITH owned AS (
  SELECT 'account' AS record_type, a.account_id AS record_id, a.name, a.owner_id, a.account_id, a.created_at AS since
    FROM account_in_scope AS a
  UNION ALL
  SELECT 'opportunity', o.opportunity_id, o.name, o.owner_id, o.account_id, o.created_at
    FROM open_deal AS o
  UNION ALL
  SELECT 'lead', l.lead_id, l.name, l.owner_id, NULL,
         CASE WHEN l.owner_id LIKE '00G%' THEN lead_queued_since(l.lead_id, l.owner_id, l.created_at) END
    FROM lead_in_scope AS l
   WHERE l.is_converted IS NOT TRUE
), judged AS (
  SELECT o.*, coalesce(u.name, q.name, o.owner_id) AS owner, as_of_day() - (o.since AT TIME ZONE org_zone())::date AS days,
         CASE WHEN o.owner_id IS NULL THEN 'nobody' WHEN o.owner_id LIKE '00G%' THEN 'queue'
              WHEN NOT u.is_active THEN 'deactivated' END AS problem
    FROM owned AS o
    LEFT JOIN crm_user AS u ON u.user_id = o.owner_id
    LEFT JOIN queue AS q ON q.group_id = o.owner_id
)
SELECT j.record_type, j.record_id, CASE WHEN is_blank(j.name) THEN j.record_id ELSE j.name END AS label,
       coalesce(j.owner_id, '') AS rep_id, j.account_id, 'warn' AS severity,
       CASE j.problem WHEN 'nobody' THEN 'has no owner'
                      WHEN 'queue' THEN format('in the queue %s for %s', j.owner, counted(j.days, 'day'))
                      ELSE format('belongs to %s, who is deactivated', j.owner) END AS why,
       CASE j.problem WHEN 'queue' THEN j.days ELSE 1 END AS weight, j.problem, j.owner,
       CASE j.problem WHEN 'queue' THEN j.days END AS days
  FROM judged AS j
 CROSS JOIN LATERAL thresholds('owner-inactive', j.owner_id) AS p
 WHERE j.problem IS NOT NULL AND (j.problem <> 'queue' OR j.days >= (p.params ->> 'queue_days')::integer)
   AND field_present(j.record_type, 'owner_id')
 ORDER BY j.record_id
