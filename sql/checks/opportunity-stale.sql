-- title: Open opportunity without communication
-- rule: D1
-- why: a deal that nobody talks about is lost already, and still counts in the forecast
-- fix: talk to the customer this week, or set it to Closed Lost
-- needs: opportunity
-- evidence: communication, record created_at stage owner_id
-- param: warn_days, integer, 30, days without communication, ours
-- param: fail_days, integer, 45, days without communication, handbook
-- column: days, Days, integer
-- column: last_on, Last communication, date
-- column: counted_from, Counted from, text
-- column: last_kind, Kind, text
-- column: last_subject, Subject, text
-- column: amount, Amount, money
-- column: stage, Stage, text
-- column: close_date, Close date, date
-- column: account, Account, text
-- What counts as communication, and for which deal, is said at last_communication(). It is dear,
-- and of all reps most deals need not be asked: they, or their accounts, were spoken with within
-- anybody's limit.
WITH spoken AS (
  SELECT a.opportunity_id, a.account_id
    FROM activity AS a
   WHERE scope_low() = ''
     AND a.at >= (SELECT (as_of_day() - min((params ->> 'warn_days')::integer) + 1)::timestamp AT TIME ZONE org_zone()
                    FROM run_param WHERE run_id = run_id() AND check_id = 'opportunity-stale')
     AND a.at < as_of() AND a.direction <> 'none' AND (a.kind <> 'other' OR a.person_id IS NOT NULL)
), deal AS MATERIALIZED (
  SELECT o.*
    FROM open_deal AS o
   WHERE NOT EXISTS (SELECT FROM spoken AS s WHERE s.opportunity_id = o.opportunity_id)
     AND NOT EXISTS (SELECT FROM spoken AS s WHERE s.account_id = o.account_id AND s.opportunity_id IS NULL)
), judged AS (
  SELECT d.*, l.at AS last_at, l.kind AS last_kind, l.subject AS last_subject,
         as_of_day() - (coalesce(l.at, d.created_at) AT TIME ZONE org_zone())::date AS days,
         CASE WHEN l.at IS NOT NULL THEN 'communication' WHEN d.created_at IS NOT NULL THEN 'creation'
              ELSE 'unknown' END AS counted_from
    FROM deal AS d
    LEFT JOIN LATERAL last_communication(d.opportunity_id, d.account_id) AS l ON true
)
SELECT 'opportunity' AS record_type, j.opportunity_id AS record_id,
       coalesce(nullif(btrim(j.name), ''), j.opportunity_id) AS label, coalesce(j.owner_id, '') AS rep_id, j.account_id,
       CASE WHEN j.days >= (p.params ->> 'fail_days')::integer THEN 'fail' ELSE 'warn' END AS severity,
       CASE j.counted_from
         WHEN 'communication' THEN format('no communication for %s, the last was %s on %s',
              counted(j.days, 'day'), kind_words(j.last_kind), to_char(j.last_at AT TIME ZONE org_zone(), 'FMDD Mon YYYY'))
         WHEN 'creation' THEN format('no communication ever, created %s ago', counted(j.days, 'day'))
         ELSE 'no communication ever, age unknown' END
         || CASE WHEN j.days >= (p.params ->> 'fail_days')::integer THEN '; Closed Lost is recommended' ELSE '' END AS why,
       coalesce(j.days, 0) AS weight, j.days, (j.last_at AT TIME ZONE org_zone())::date AS last_on, j.counted_from,
       j.last_kind, j.last_subject, j.amount, j.stage, j.close_date, a.name AS account
  FROM judged AS j
  LEFT JOIN account AS a ON a.account_id = j.account_id
 CROSS JOIN LATERAL thresholds('opportunity-stale', j.owner_id) AS p
 WHERE j.counted_from = 'unknown' OR j.days >= (p.params ->> 'warn_days')::integer
 ORDER BY j.opportunity_id
