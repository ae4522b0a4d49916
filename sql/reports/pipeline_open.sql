SELECT owner, label, opportunity_id AS record_id, CASE WHEN is_lost THEN 'close' WHEN fails > 0 THEN 'fail' WHEN found > 0 THEN 'warn' ELSE '' END AS state,
       coalesce(words, 'nothing') AS words, silent_days, stage, amount, close_date, account
  FROM pipeline_deal
 ORDER BY fails DESC, found DESC, amount DESC NULLS LAST, label, opportunity_id
