SELECT f.finding_id, f.check_id, c.title AS check_title, c.rule, f.severity,
       CASE WHEN f.first_seen = as_of_day() THEN 'new' WHEN f.reopened_on = as_of_day() THEN 'reopened' ELSE 'ongoing' END AS status,
       CASE WHEN f.first_seen <= as_of_day() THEN as_of_day() - f.first_seen END AS age_days, f.first_seen, f.last_seen, f.reopened_on, f.reopened_times,
       f.rep_id, coalesce(r.name, u.name) AS rep, coalesce(r.email, u.email) AS rep_email,
       f.record_type, f.record_id, f.part, f.label, f.account_id, f.why, f.weight, f.detail
  FROM finding AS f
  LEFT JOIN check_catalogue AS c ON c.check_id = f.check_id
  LEFT JOIN rep AS r ON r.rep_id = f.rep_id
  LEFT JOIN crm_user AS u ON u.user_id = f.rep_id
 WHERE f.state = 'open' AND least(f.first_seen, f.last_seen) <= as_of_day()
   AND f.rep_id BETWEEN scope_low() AND scope_high()
 ORDER BY f.finding_id
