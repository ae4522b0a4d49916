-- title: Trial about to end
-- rule: I1
-- why: a sandbox cannot be extended once it has expired, and the deal loses its trial
-- fix: ask for the extension today, or agree with the customer that the trial is over
-- needs: opportunity, trial-end, trial-extension
-- evidence: record trial_start trial_end trial_extension stage
-- param: trial_days, integer, 5, days from its start, handbook
-- param: warn_days, integer, 2, days before its end, ours
-- column: ends_on, Trial ends, date
-- column: days_left, Days left, integer
-- column: amount, Amount, money
-- column: stage, Stage, text
-- column: account, Account, text
-- The trial may be mapped on the opportunity or on its account. Without an end it ends
-- trial_days after its start. One that has ended is past help and not told.
WITH deal AS MATERIALIZED (
  SELECT o.*, a.name AS account, p.warn_days,
         coalesce(read_date(o.custom ->> 'trial_end'), read_date(o.custom ->> 'trial_start') + p.trial_days,
                  read_date(a.custom ->> 'trial_end'), read_date(a.custom ->> 'trial_start') + p.trial_days) AS ends_on
    FROM open_deal AS o
    LEFT JOIN account AS a ON a.account_id = o.account_id
   CROSS JOIN LATERAL thresholds('trial-expiring', o.owner_id) AS limits
   CROSS JOIN LATERAL jsonb_to_record(limits.params) AS p (trial_days integer, warn_days integer)
   WHERE NOT is_said(o.custom ->> 'trial_extension') AND NOT is_said(a.custom ->> 'trial_extension')
), judged AS (
  SELECT *, ends_on - as_of_day() AS days_left FROM deal
)
SELECT 'opportunity' AS record_type, j.opportunity_id AS record_id,
       CASE WHEN is_blank(j.name) THEN j.opportunity_id ELSE j.name END AS label, j.owner_id AS rep_id, j.account_id,
       'warn' AS severity,
       format('the trial ends %s, and no extension is asked for',
              CASE j.days_left WHEN 0 THEN 'today' ELSE format('in %s', counted(j.days_left, 'day')) END) AS why,
       j.warn_days - j.days_left AS weight, j.ends_on, j.days_left, j.amount, j.stage, j.account
  FROM judged AS j
 WHERE j.days_left BETWEEN 0 AND j.warn_days
 ORDER BY j.opportunity_id
