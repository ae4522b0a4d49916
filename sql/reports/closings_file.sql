-- As the CRM's loader takes it.
SELECT opportunity_id AS "Id", lost_stage() AS "StageName", format('no communication for %s days', silent_days) AS "Reason"
  FROM pipeline_deal
 WHERE is_lost
 ORDER BY silent_days DESC, opportunity_id
