SELECT f.flag_id, f.state, f.rep_id, coalesce(r.name, u.name) AS rep, coalesce(r.email, u.email) AS rep_email, f.raised_on, f.state_on,
       f.worse_on, f.last_seen, f.fails, f.warns, f.reasons, f.examples, f.dismissed_because
  FROM coaching_flag AS f
  LEFT JOIN rep AS r ON r.rep_id = f.rep_id
  LEFT JOIN crm_user AS u ON u.user_id = f.rep_id
 WHERE f.rep_id BETWEEN scope_low() AND scope_high()
   AND f.raised_on <= as_of_day() AND (f.state IN ('open', 'scheduled') OR f.state_on > as_of_day() - 30)
 ORDER BY f.flag_id
