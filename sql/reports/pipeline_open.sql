-- shared: owner label state words silent_days stage amount close_date account
WITH need AS (
  SELECT record_id, string_agg(DISTINCT check_title, E'\n') AS words FROM finding_shown WHERE redacted() AND record_type = 'opportunity' AND status <> 'waived' GROUP BY record_id
)
SELECT owner, shown_record('opportunity', opportunity_id, account_id, label) AS label, opportunity_id AS record_id, CASE WHEN is_lost THEN 'close' WHEN fails > 0 THEN 'fail' WHEN found > 0 THEN 'warn' ELSE '' END AS state,
       coalesce(CASE WHEN redacted() THEN n.words ELSE d.words END, 'nothing') AS words, silent_days, stage, amount, close_date,
       shown_record('account', account_id, NULL, account) AS account
  FROM pipeline_deal AS d
  LEFT JOIN need AS n ON n.record_id = d.opportunity_id
 ORDER BY fails DESC, found DESC, amount DESC NULLS LAST, label, opportunity_id
