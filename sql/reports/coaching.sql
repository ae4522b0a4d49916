-- A row per example; what is said once of a flag stands on its first.
-- shared: rep state label why raised_on worse_on reasons step since own team flag_id decision on_day note mark
WITH followed AS (
  SELECT flag_id, string_agg(words, E'\n' ORDER BY place) AS words FROM coaching_follow GROUP BY flag_id
), told AS (
  SELECT f.*, w.words AS since, g.own, g.team,
         CASE f.state WHEN 'open' THEN
                        CASE WHEN s.starts_at IS NOT NULL THEN format('%s minutes, %s', setting_value('coaching', 'minutes'), slot_words(s.starts_at, s.zone))
                             WHEN s.flag_id IS NOT NULL THEN format('Set a %s-minute session; nothing is free within 10 business days', setting_value('coaching', 'minutes'))
                             ELSE format('Set a %s-minute session', setting_value('coaching', 'minutes')) END
                      WHEN 'scheduled' THEN 'Session set on ' || f.state_on
                      WHEN 'done' THEN 'Coached on ' || f.state_on
                      ELSE concat_ws(': ', 'Dismissed', shown_text(coalesce(f.dismissed_because, 'no reason given'))) END AS step
    FROM coaching_shown AS f
    LEFT JOIN followed AS w USING (flag_id)
    LEFT JOIN coaching_figure AS g ON g.rep_id = f.rep_id
    LEFT JOIN coaching_session AS s USING (flag_id)
)
SELECT f.rep, f.state, example_record(f.rep_id, e.example) AS label,
       e.example ->> 'record_id' AS record_id,
       concat_ws(': ', e.example ->> 'title', shown_text(e.example ->> 'why')) AS why, f.raised_on, f.worse_on,
       CASE WHEN e.is_first THEN f.words END AS reasons, CASE WHEN e.is_first THEN f.step END AS step,
       CASE WHEN e.is_first THEN f.since END AS since, CASE WHEN e.is_first THEN f.own END AS own,
       CASE WHEN e.is_first THEN f.team END AS team, f.flag_id,
       CASE WHEN e.is_first THEN d.decision END AS decision, CASE WHEN e.is_first THEN d.on_day END AS on_day, CASE WHEN e.is_first THEN n.note END AS note,
       row_mark(shown_print('flag', f.flag_id, flag_print(f.flag_id, f.state, f.state_on)),
                CASE WHEN e.is_first THEN cells_print(d.decision, n.note, d.on_day) ELSE cells_print('', '', '') END) AS mark
  FROM told AS f
  JOIN flag_decision AS d USING (flag_id)
 CROSS JOIN LATERAL (SELECT shown_text(d.note) AS note) AS n
 CROSS JOIN LATERAL (SELECT x.example, coalesce(x.place, 1) AS place, coalesce(x.place, 1) = 1 AS is_first
                       FROM (VALUES (0)) AS one
                       LEFT JOIN jsonb_array_elements(f.examples) WITH ORDINALITY AS x (example, place) ON true) AS e
 ORDER BY f.is_running DESC, f.fails DESC, f.warns DESC, f.flag_id, e.place
