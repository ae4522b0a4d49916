-- In a look back, what was found only later is left out: least() of the two days.
SELECT CASE WHEN f.first_seen = as_of_day() THEN 'new' WHEN f.reopened_on = as_of_day() THEN 'reopened' ELSE 'ongoing' END AS status,
       f.severity, coalesce(r.name, u.name, nullif(f.rep_id, ''), 'nobody') AS rep, coalesce(c.title, f.check_id) AS check_title,
       f.label, f.record_id, f.why, CASE WHEN f.first_seen <= as_of_day() THEN as_of_day() - f.first_seen END AS age, f.finding_id
  FROM finding AS f
  LEFT JOIN check_catalogue AS c ON c.check_id = f.check_id
  LEFT JOIN rep AS r ON r.rep_id = f.rep_id
  LEFT JOIN crm_user AS u ON u.user_id = f.rep_id
 WHERE f.state = 'open' AND least(f.first_seen, f.last_seen) <= as_of_day()
   AND f.rep_id BETWEEN scope_low() AND scope_high()
 ORDER BY as_of_day() IN (f.first_seen, coalesce(f.reopened_on, f.first_seen)) DESC, f.severity = 'fail' DESC, f.weight DESC,
          f.finding_id
