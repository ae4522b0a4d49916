SELECT concat_ws('|', record_type, record_id, label, coalesce(account_id, ''), weight, detail) AS line
  FROM stage_finding
 ORDER BY record_id, part COLLATE "C", rep_id
