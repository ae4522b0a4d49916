-- Coaching first, then the ten worst of the new findings.
WITH flag AS (
  SELECT row_number() OVER (ORDER BY f.fails DESC, f.warns DESC, f.flag_id) AS place, 'Coach: a 30-minute session' AS what,
         CASE WHEN f.fails > 0 THEN 'fail' ELSE 'warn' END AS severity, f.state AS status,
         (SELECT string_agg(t.reason ->> 'words', E'\n' ORDER BY t.at) FROM jsonb_array_elements(f.reasons) WITH ORDINALITY AS t (reason, at)) AS why,
         coalesce(r.name, u.name, f.rep_id) AS rep, f.examples -> 0 ->> 'label' AS label, f.examples -> 0 ->> 'record_id' AS record_id
    FROM coaching_flag AS f
    LEFT JOIN rep AS r ON r.rep_id = f.rep_id
    LEFT JOIN crm_user AS u ON u.user_id = f.rep_id
   WHERE f.state IN ('open', 'scheduled') AND f.raised_on <= as_of_day() AND f.rep_id BETWEEN scope_low() AND scope_high()
), news AS (
  SELECT 1000000 + row_number() OVER (ORDER BY f.severity = 'fail' DESC, f.weight DESC, f.finding_id) AS place, c.title AS what,
         f.severity, CASE WHEN f.first_seen = as_of_day() THEN 'new' ELSE 'reopened' END AS status, f.why,
         coalesce(r.name, u.name, f.rep_id) AS rep, f.label, f.record_id
    FROM finding AS f
    LEFT JOIN check_catalogue AS c ON c.check_id = f.check_id
    LEFT JOIN rep AS r ON r.rep_id = f.rep_id
    LEFT JOIN crm_user AS u ON u.user_id = f.rep_id
   WHERE f.state = 'open' AND as_of_day() IN (f.first_seen, f.reopened_on) AND f.rep_id BETWEEN scope_low() AND scope_high()
   ORDER BY place
   LIMIT 10
)
SELECT place, what, severity, status, why, rep, label, record_id FROM flag
UNION ALL
SELECT place, what, severity, status, why, rep, label, record_id FROM news
 ORDER BY place
