SELECT concat_ws('|', record_id, part, rep_id, severity, why) AS line
  FROM stage_finding
 ORDER BY record_id, part COLLATE "C", rep_id
