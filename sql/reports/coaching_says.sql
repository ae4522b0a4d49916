SELECT count(*) AS rows,
       CASE WHEN count(*) = 0 THEN 'Nobody needs coaching; reps looked at: ' || (SELECT count(*) FROM rep) || '.'
            ELSE 'Reps whose outreach was too frequent or off strategy: ' || count(DISTINCT f.rep_id) || ' of ' || (SELECT count(*) FROM rep)
                 || '. A row per example. Ended flags stay for 30 days.' END AS says
  FROM coaching_flag AS f
  LEFT JOIN LATERAL jsonb_array_elements(f.examples) AS e (example) ON true
 WHERE f.rep_id BETWEEN scope_low() AND scope_high()
   AND f.raised_on <= as_of_day() AND (f.state IN ('open', 'scheduled') OR f.state_on > as_of_day() - 30)
