-- title: Who may approve, and what was decided
-- $2: the section of the configuration that names the approvers.
WITH f AS (
  SELECT f.*, (SELECT q.opportunity_id FROM quote AS q WHERE q.quote_id = f.record_id) AS deal_id FROM finding AS f WHERE f.finding_id = $1
), approver AS (
  SELECT listed_users($2, 'approvers') AS user_id
)
SELECT NULL::timestamptz AS at, NULL AS day, 'may approve, by [' || $2 || '] approvers' AS what, user_words(a.user_id) AS who, a.user_id AS id,
       NULL::boolean AS counts, NULL AS remark
  FROM approver AS a
UNION ALL
SELECT NULL, NULL, 'anybody may approve', NULL, NULL, NULL, '[' || $2 || '] approvers names nobody'
 WHERE NOT EXISTS (SELECT FROM approver)
UNION ALL
SELECT d.decided_at, NULL, d.status || ' on ' || CASE WHEN d.target_id = f.record_id THEN 'the record' ELSE 'its opportunity' END,
       user_words(d.actor_id), d.decision_id, may.approve AND d.status = 'Approved',
       CASE WHEN may.approve THEN 'by somebody who may' ELSE 'by somebody who may not' END
  FROM f
  JOIN decision AS d ON d.target_id IN (f.record_id, f.deal_id)
 CROSS JOIN LATERAL (SELECT NOT EXISTS (SELECT FROM approver) OR d.actor_id IN (SELECT a.user_id FROM approver AS a) AS approve) AS may
 ORDER BY 1 NULLS FIRST, 4, 5
