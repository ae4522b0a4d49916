-- shared: rows says
SELECT count(*) AS rows,
       CASE WHEN count(*) = 0 THEN 'Nobody needs coaching; reps looked at: ' || (SELECT count(*) FROM rep) || '.'
            ELSE 'Reps whose outreach was too frequent or off strategy: ' || count(DISTINCT f.rep_id) || ' of '
                 || (SELECT count(*) FROM rep) || '. A row per example. Figures are of 30 days, after those of the 30 before; a team is'
                 || ' the rep''s role, under the same manager where these are ' || setting_value('coaching', 'least_team')
                 || ' or more. Ended flags stay for ' || setting_value('coaching', 'follow_days') || ' days.' END AS says
  FROM coaching_shown AS f
  LEFT JOIN LATERAL jsonb_array_elements(f.examples) AS e (example) ON true
