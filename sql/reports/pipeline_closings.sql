SELECT owner, label, opportunity_id AS record_id, stage, lost_stage() AS new_stage, silent_days, amount, close_date, account
  FROM pipeline_deal
 WHERE is_lost
 ORDER BY silent_days DESC, label, opportunity_id
