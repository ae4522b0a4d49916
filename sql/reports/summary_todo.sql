-- Coaching first, then up to ten findings: new fails, what escalated, new
-- warnings, then those still open, and no more than three of one check, lest one kind hide the others.
-- shared: place what severity rep label
WITH flag AS (
  SELECT row_number() OVER (ORDER BY fails DESC, warns DESC, flag_id) AS place,
         concat_ws(E'\n', CASE state WHEN 'scheduled' THEN 'Coaching is set on ' || day_words(state_on)
                                     ELSE format('Coach: a %s-minute session', setting_value('coaching', 'minutes')) END,
                   array_to_string((string_to_array(words, E'\n'))[1:2], E'\n'),
                   'and ' || counted(nullif(greatest(jsonb_array_length(reasons) - 2, 0), 0), 'more reason')) AS what,
         CASE WHEN fails > 0 THEN 'fail' ELSE 'warn' END AS severity, rep,
         example_record(rep_id, examples -> 0) AS label, examples -> 0 ->> 'record_id' AS record_id
    FROM coaching_shown
   WHERE is_running
), ranked AS (
  SELECT *, row_number() OVER (PARTITION BY check_id ORDER BY rank, severity = 'fail' DESC, weight DESC, finding_id) AS nth
    FROM finding_shown
   WHERE status <> 'waived' AND decision IS DISTINCT FROM 'accept'
), item AS (
  SELECT 1000000 + row_number() OVER (ORDER BY rank, severity = 'fail' DESC, nth, place, check_id) AS place,
         concat(check_title, CASE WHEN status <> 'ongoing' THEN ' (' || status || ')' END, ': ', concat_ws(E'\n', shown_why(check_id, detail, why), shown_text(nullif(remark, '')))) AS what,
         severity, rep, shown_record(record_type, record_id, account_id, label) AS label, record_id
    FROM ranked
   WHERE nth <= 3
   ORDER BY place
   LIMIT 10
), rest AS (
  SELECT 2000000 AS place, format('and %s more, on the sheet Findings', counted(a.amount - i.amount, 'finding')) AS what,
         NULL AS severity, NULL AS rep, NULL AS label, NULL AS record_id
    FROM (SELECT count(*) AS amount FROM finding_shown WHERE status <> 'waived') AS a
   CROSS JOIN (SELECT count(*) AS amount FROM item) AS i
   WHERE a.amount > i.amount
)
SELECT place, what, severity, rep, label, record_id FROM flag
UNION ALL
SELECT place, what, severity, rep, label, record_id FROM item
UNION ALL
SELECT place, what, severity, rep, label, record_id FROM rest
 ORDER BY place
