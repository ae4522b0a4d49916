-- Every open opportunity; checks are those that found something about it.
-- shared: label owner_id owner account stage amount close_date state checks silent_days is_overdue is_lost
WITH need AS (
  SELECT record_id, jsonb_agg(DISTINCT check_id ORDER BY check_id) AS checks
    FROM finding_shown
   WHERE record_type = 'opportunity' AND rule ~ '^D[0-9]' AND status <> 'waived'
   GROUP BY record_id
)
SELECT d.opportunity_id, shown_record('opportunity', d.opportunity_id, d.account_id, d.label) AS label, d.owner_id, d.owner, d.account_id,
       CASE WHEN d.account_id IS NOT NULL THEN shown_record('account', d.account_id, NULL, d.account) END AS account,
       d.stage, d.amount, d.close_date, CASE WHEN d.is_lost THEN 'close' WHEN d.fails > 0 THEN 'fail' WHEN d.found > 0 THEN 'warn' ELSE 'good' END AS state,
       coalesce(n.checks, '[]') AS checks, d.silent_days, d.is_overdue, d.is_lost
  FROM pipeline_deal AS d
  LEFT JOIN need AS n ON n.record_id = d.opportunity_id
 ORDER BY d.opportunity_id
