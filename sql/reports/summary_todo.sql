-- Coaching first, then up to ten findings: new ones before those still open, fails
-- before warnings, and no more than three of one check, lest one kind hide the others.
WITH flag AS (
  SELECT row_number() OVER (ORDER BY f.fails DESC, f.warns DESC, f.flag_id) AS place, format('Coach: a %s-minute session', setting_value('coaching', 'minutes')) AS what,
         CASE WHEN f.fails > 0 THEN 'fail' ELSE 'warn' END AS severity, f.state AS status,
         (SELECT string_agg(t.reason ->> 'words', E'\n' ORDER BY t.at) FROM jsonb_array_elements(f.reasons) WITH ORDINALITY AS t (reason, at)) AS why,
         coalesce(r.name, u.name, f.rep_id) AS rep, f.examples -> 0 ->> 'label' AS label, f.examples -> 0 ->> 'record_id' AS record_id
    FROM coaching_flag AS f
    LEFT JOIN rep AS r ON r.rep_id = f.rep_id
    LEFT JOIN crm_user AS u ON u.user_id = f.rep_id
   WHERE f.state IN ('open', 'scheduled') AND f.raised_on <= as_of_day() AND f.rep_id BETWEEN scope_low() AND scope_high()
), judged AS (
  SELECT f.*, CASE WHEN f.first_seen = as_of_day() THEN 'new' WHEN f.reopened_on = as_of_day() THEN 'reopened' ELSE 'ongoing' END AS status
    FROM finding AS f
   WHERE f.state = 'open' AND f.first_seen <= as_of_day() AND f.rep_id BETWEEN scope_low() AND scope_high()
), ranked AS (
  SELECT j.*, row_number() OVER (PARTITION BY check_id ORDER BY status = 'ongoing', severity = 'fail' DESC, weight DESC, finding_id) AS nth,
         count(*) OVER (PARTITION BY check_id) AS of_check
    FROM judged AS j
), chosen AS (
  SELECT * FROM ranked WHERE nth <= 3 ORDER BY status = 'ongoing', severity = 'fail' DESC, nth, check_id LIMIT 10
), item AS (
  SELECT 1000000 + row_number() OVER (ORDER BY j.status = 'ongoing', j.severity = 'fail' DESC, j.nth, c.place) AS place,
         c.title AS what, j.severity, j.status, j.why, coalesce(r.name, u.name, j.rep_id) AS rep, j.label, j.record_id
    FROM chosen AS j
    LEFT JOIN check_catalogue AS c ON c.check_id = j.check_id
    LEFT JOIN rep AS r ON r.rep_id = j.rep_id
    LEFT JOIN crm_user AS u ON u.user_id = j.rep_id
), rest AS (
  SELECT 2000000 AS place, NULL AS what, NULL AS severity, NULL AS status,
         format('and %s more, on the sheet Findings', counted((SELECT count(*) FROM judged) - (SELECT count(*) FROM item), 'finding')) AS why,
         NULL AS rep, NULL AS label, NULL AS record_id
   WHERE (SELECT count(*) FROM judged) > (SELECT count(*) FROM item)
)
SELECT place, what, severity, status, why, rep, label, record_id FROM flag
UNION ALL
SELECT place, what, severity, status, why, rep, label, record_id FROM item
UNION ALL
SELECT place, what, severity, status, why, rep, label, record_id FROM rest
 ORDER BY place
