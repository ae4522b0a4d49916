-- shared: owner label stage new_stage silent_days amount close_date account
SELECT owner, shown_record('opportunity', opportunity_id, account_id, label) AS label, opportunity_id AS record_id, stage, lost_stage() AS new_stage, silent_days, amount, close_date,
       shown_record('account', account_id, NULL, account) AS account
  FROM pipeline_deal
 WHERE is_lost
 ORDER BY silent_days DESC, label, opportunity_id
