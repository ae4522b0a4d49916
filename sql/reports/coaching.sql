-- A row per example; what is said once of a flag stands on its first.
SELECT coalesce(r.name, u.name, f.rep_id) AS rep, f.state, e.example ->> 'label' AS label, e.example ->> 'record_id' AS record_id,
       concat_ws(': ', e.example ->> 'title', e.example ->> 'why') AS why, f.raised_on, f.worse_on,
       CASE WHEN e.place IS NOT DISTINCT FROM 1 OR e.place IS NULL THEN
         (SELECT string_agg(t.reason ->> 'words', E'\n' ORDER BY t.at) FROM jsonb_array_elements(f.reasons) WITH ORDINALITY AS t (reason, at))
       END AS reasons,
       CASE WHEN e.place IS NULL OR e.place = 1 THEN
         CASE f.state WHEN 'open' THEN format('Set a %s-minute session', setting_value('coaching', 'minutes'))
                      WHEN 'scheduled' THEN 'Session set on ' || f.state_on
                      WHEN 'done' THEN 'Coached on ' || f.state_on
                      ELSE 'Dismissed: ' || coalesce(f.dismissed_because, 'no reason given') END
       END AS step
  FROM coaching_flag AS f
  LEFT JOIN LATERAL jsonb_array_elements(f.examples) WITH ORDINALITY AS e (example, place) ON true
  LEFT JOIN rep AS r ON r.rep_id = f.rep_id
  LEFT JOIN crm_user AS u ON u.user_id = f.rep_id
 WHERE f.rep_id BETWEEN scope_low() AND scope_high()
   AND f.raised_on <= as_of_day() AND (f.state IN ('open', 'scheduled') OR f.state_on > as_of_day() - 30)
 ORDER BY f.state IN ('open', 'scheduled') DESC, f.fails DESC, f.warns DESC, f.flag_id, e.place
