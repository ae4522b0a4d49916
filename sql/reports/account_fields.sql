-- shared: rep label severity missing_count customer age
SELECT rep, shown_record(record_type, record_id, account_id, label) AS label, record_id, severity, (detail ->> 'missing_count')::integer AS missing_count,
       detail ->> 'missing' AS missing, CASE detail ->> 'is_customer' WHEN 'yes' THEN 'customer' ELSE '' END AS customer,
       detail ->> 'account_type' AS account_type, age
  FROM finding_shown
 WHERE check_id = 'account-missing-fields' AND status <> 'waived'
 ORDER BY severity = 'fail' DESC, missing_count DESC, rep, label, finding_id
