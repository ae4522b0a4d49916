-- Thresholds for this run: rep over role over all.
INSERT INTO run_param (run_id, check_id, rep_id, params)
SELECT run_id(), check_id, rep_id, jsonb_object_agg(name, value)
  FROM threshold_chosen
 GROUP BY check_id, rep_id
