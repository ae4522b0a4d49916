-- title: Sales touch while the customer waits for help
-- rule: A8
-- why: whose system is down does not want to hear of an upgrade
-- fix: ask support how the ticket stands, and write about that or not at all
-- needs: activity, touch, ticket-priorities, case.priority, case.created_at
-- evidence: window 30, touches-ticket, tickets, lists tickets
-- column: touches, Touches, integer
-- column: last_touch, Last touch, instant
-- column: priority, Priority, text
-- column: ticket, Ticket, text
-- column: opened, Opened, instant
-- The CRM does not say when a ticket was closed, so only those still open count.
WITH waiting AS (
  SELECT DISTINCT ON (r.rep_id, t.account_id, t.activity_id) r.rep_id, t.account_id, t.at, k.priority, k.number, k.created_at
    FROM rep AS r
    JOIN recent_touch AS t ON t.rep_id = r.rep_id
    JOIN open_ticket AS k ON k.account_id = t.account_id AND (k.created_at <= t.at OR k.created_at IS NULL)
   WHERE EXISTS (SELECT FROM customer AS c WHERE c.account_id = t.account_id)
   ORDER BY r.rep_id, t.account_id, t.activity_id, k.priority, k.created_at, k.number
), counted AS (
  SELECT DISTINCT ON (rep_id, account_id) *, count(*) OVER pair AS touches, max(at) OVER pair AS last_touch
    FROM waiting
  WINDOW pair AS (PARTITION BY rep_id, account_id)
   ORDER BY rep_id, account_id, priority, created_at, number
)
SELECT 'account' AS record_type, c.account_id AS record_id, coalesce(nullif(btrim(a.name), ''), c.account_id) AS label,
       c.rep_id, c.account_id, 'warn' AS severity,
       format('%s while %s ticket %s is open', touches_words(c.touches),
              c.priority, c.number) AS why,
       c.touches AS weight, c.touches, c.last_touch, c.priority, c.number AS ticket, c.created_at AS opened
  FROM counted AS c
  JOIN account AS a ON a.account_id = c.account_id
 ORDER BY c.rep_id, c.account_id
