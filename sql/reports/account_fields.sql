SELECT coalesce(r.name, u.name, nullif(f.rep_id, ''), 'nobody') AS rep, f.label, f.record_id, f.severity,
       (f.detail ->> 'missing_count')::integer AS missing_count, f.detail ->> 'missing' AS missing,
       CASE WHEN (f.detail ->> 'is_customer')::boolean THEN 'customer' ELSE '' END AS customer,
       f.detail ->> 'account_type' AS account_type, CASE WHEN f.first_seen <= as_of_day() THEN as_of_day() - f.first_seen END AS age
  FROM finding AS f
  LEFT JOIN rep AS r ON r.rep_id = f.rep_id
  LEFT JOIN crm_user AS u ON u.user_id = f.rep_id
 WHERE f.check_id = 'account-missing-fields' AND f.state = 'open' AND least(f.first_seen, f.last_seen) <= as_of_day()
   AND f.rep_id BETWEEN scope_low() AND scope_high()
 ORDER BY f.severity = 'fail' DESC, missing_count DESC, rep, f.label, f.finding_id
