-- title: Communication with the deal or its account, the newest 30
WITH deal AS (
  SELECT f.record_id, o.account_id FROM finding AS f JOIN opportunity AS o ON o.opportunity_id = f.record_id WHERE f.finding_id = $1
), candidate AS (
  SELECT a.activity_id, a.source, false AS is_guest FROM deal AS d JOIN activity AS a ON a.opportunity_id = d.record_id
  UNION
  SELECT a.activity_id, a.source, false FROM deal AS d JOIN activity AS a ON a.account_id = d.account_id
  UNION
  SELECT a.activity_id, a.source, false
    FROM deal AS d JOIN contact AS c ON c.account_id = d.account_id JOIN activity AS a ON a.person_id = c.contact_id
  UNION
  SELECT g.activity_id, 'event', true
    FROM deal AS d JOIN contact AS c ON c.account_id = d.account_id JOIN meeting_guest AS g ON g.person_id = c.contact_id
  UNION
  SELECT a.activity_id, a.source, false
    FROM deal AS d JOIN support_case AS k ON k.account_id = d.account_id JOIN activity AS a ON a.case_id = k.case_id
  UNION
  SELECT t.task_id, 'task', false
    FROM deal AS d
    JOIN task AS t ON (t.is_deleted OR t.is_recurrence)
                  AND (t.what_id IN (d.record_id, d.account_id) OR t.account_id = d.account_id
                       OR t.who_id IN (SELECT c.contact_id FROM contact AS c WHERE c.account_id = d.account_id))
), judged AS (
  SELECT a.*, CASE WHEN a.aside IS NOT NULL THEN a.aside
                   WHEN a.opportunity_id <> d.record_id THEN 'names another opportunity'
                   WHEN a.direction = 'none' THEN 'internal'
                   WHEN a.kind = 'other' AND a.person_id IS NULL THEN 'of no kind that counts, and names no person'
                   WHEN a.opportunity_id IS NULL AND a.account_id IS DISTINCT FROM d.account_id AND NOT bool_or(c.is_guest) OVER one
                     THEN 'leads to another account' END AS not_counted,
         row_number() OVER one AS nth
    FROM deal AS d
   CROSS JOIN candidate AS c
    JOIN activity_told AS a ON a.activity_id = c.activity_id AND a.source = c.source
  WINDOW one AS (PARTITION BY a.activity_id, a.source ORDER BY c.is_guest DESC)
), newest AS (
  SELECT j.*, max(j.at) FILTER (WHERE j.not_counted IS NULL) OVER () AS last_at
    FROM judged AS j
   WHERE j.nth = 1
   ORDER BY j.at DESC, j.activity_id
   LIMIT 30
)
SELECT n.at, n.day, n.what, n.who, n.activity_id AS id, n.not_counted IS NULL AS counts,
       CASE WHEN n.not_counted IS NOT NULL THEN n.not_counted WHEN n.at = n.last_at THEN 'the last communication' ELSE 'communication' END AS remark
  FROM newest AS n
 ORDER BY n.at, n.activity_id, n.source
