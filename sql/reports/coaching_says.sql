SELECT count(*) AS rows,
       CASE WHEN count(*) = 0 THEN 'Nobody needs coaching; reps looked at: ' || (SELECT count(*) FROM rep) || '.'
            ELSE 'Reps whose outreach was too frequent or off strategy: ' || count(DISTINCT f.rep_id) || ' of '
                 || (SELECT count(*) FROM rep) || '. A row per example. Ended flags stay for 30 days.' END AS says
  FROM coaching_shown AS f
  LEFT JOIN LATERAL jsonb_array_elements(f.examples) AS e (example) ON true
