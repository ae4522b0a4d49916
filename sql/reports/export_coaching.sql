-- shared: flag_id state rep_id rep raised_on state_on worse_on last_seen fails warns reasons since_session own_figures team_figures suggested_at manager_id
SELECT f.flag_id, f.state, f.rep_id, f.rep, f.rep_email, f.raised_on, f.state_on, f.worse_on, f.last_seen, f.fails, f.warns, f.reasons,
       f.examples, f.dismissed_because,
       (SELECT jsonb_agg(jsonb_build_object('check', w.check_id, 'outcome', w.outcome, 'on', w.on_day, 'then', w.findings_then,
                                            'still', w.still) ORDER BY w.place)
          FROM coaching_follow AS w WHERE w.flag_id = f.flag_id) AS since_session,
       g.own_figures, g.team_figures,
       CASE WHEN f.state = 'open' THEN to_char(s.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') END AS suggested_at,
       CASE WHEN f.state = 'open' THEN s.manager_id END AS manager_id
  FROM coaching_shown AS f
  LEFT JOIN coaching_figure AS g ON g.rep_id = f.rep_id
  LEFT JOIN coaching_session AS s ON s.flag_id = f.flag_id
 ORDER BY f.flag_id
