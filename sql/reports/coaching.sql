-- A row per example; what is said once of a flag stands on its first.
SELECT f.rep, f.state, e.example ->> 'label' AS label, e.example ->> 'record_id' AS record_id,
       concat_ws(': ', e.example ->> 'title', e.example ->> 'why') AS why, f.raised_on, f.worse_on,
       CASE WHEN coalesce(e.place, 1) = 1 THEN f.words END AS reasons,
       CASE WHEN coalesce(e.place, 1) = 1 THEN
         CASE f.state WHEN 'open' THEN format('Set a %s-minute session', setting_value('coaching', 'minutes'))
                      WHEN 'scheduled' THEN 'Session set on ' || f.state_on
                      WHEN 'done' THEN 'Coached on ' || f.state_on
                      ELSE 'Dismissed: ' || coalesce(f.dismissed_because, 'no reason given') END
       END AS step
  FROM coaching_shown AS f
  LEFT JOIN LATERAL jsonb_array_elements(f.examples) WITH ORDINALITY AS e (example, place) ON true
 ORDER BY f.is_running DESC, f.fails DESC, f.warns DESC, f.flag_id, e.place
