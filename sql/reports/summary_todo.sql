-- Coaching first, the worst of it; then up to ten findings: new fails, what escalated, new
-- warnings, then those still open, and no more than three of one check, lest one kind hide
-- the others; then what was decided and is still open. A session speaks for all that it is
-- about: a rep with one has no finding of outreach beside it, and what was decided on stands once.
-- shared: place what severity rep label
WITH flag AS (
  SELECT rep_id, row_number() OVER (ORDER BY state = 'scheduled' AND state_on < as_of_day() DESC, fails DESC, warns DESC, flag_id) AS place,
         concat_ws(E'\n', CASE WHEN state = 'open' THEN format('Coach, %s minutes', setting_value('coaching', 'minutes'))
                               WHEN state_on < as_of_day() THEN format('Coaching was set on %s: fill in done or dismissed', day_words(state_on))
                               ELSE 'Coaching is set on ' || day_words(state_on) END,
                   (string_to_array(words, E'\n'))[1], 'and ' || counted(nullif(greatest(jsonb_array_length(reasons) - 1, 0), 0), 'more reason')) AS what,
         CASE WHEN fails > 0 THEN 'fail' ELSE 'warn' END AS severity, rep,
         example_record(rep_id, examples -> 0) AS label, examples -> 0 ->> 'record_id' AS record_id
    FROM coaching_shown
   WHERE is_running
), shown AS MATERIALIZED (
  SELECT f.*, c.rule LIKE 'A%' AND f.rep_id IN (SELECT g.rep_id FROM flag AS g) AS is_coached,
         f.decision IN ('fix', 'dispute', 'coached') AS is_decided
    FROM finding_shown AS f
    LEFT JOIN check_catalogue AS c USING (check_id)
   WHERE f.status <> 'waived'
), ranked AS (
  SELECT *, row_number() OVER (PARTITION BY check_id ORDER BY rank, severity = 'fail' DESC, weight DESC, finding_id) AS nth
    FROM shown
   WHERE NOT is_coached AND is_decided IS NOT TRUE AND decision IS DISTINCT FROM 'accept'
), item AS (
  SELECT 1000000 + row_number() OVER (ORDER BY rank, severity = 'fail' DESC, nth, place, check_id) AS place,
         concat(check_title, CASE WHEN status <> 'ongoing' THEN ' (' || status || ')' END, ': ', concat_ws(E'\n', shown_why(check_id, detail, why), shown_text(nullif(remark, '')))) AS what,
         severity, rep, shown_record(record_type, record_id, account_id, label) AS label, record_id
    FROM ranked
   WHERE nth <= 3
   ORDER BY place
   LIMIT 10
), decided AS (
  SELECT 2000000 + row_number() OVER (ORDER BY decided_on, severity = 'fail' DESC, weight DESC, finding_id) AS place,
         concat(CASE decision WHEN 'fix' THEN 'To be fixed' WHEN 'dispute' THEN 'Disputed' ELSE 'Coached on' END,
                ' since ' || day_words(decided_on), ', still open: ', check_title, E'\n' || shown_text(nullif(decision_note, ''))) AS what,
         severity, rep, shown_record(record_type, record_id, account_id, label) AS label, record_id
    FROM shown
   WHERE is_decided
), rest AS (
  SELECT 999999 AS place, format('and %s more to coach, on the sheet Coaching flags', count(*) - 6) AS what FROM flag HAVING count(*) > 6
  UNION ALL
  SELECT 1999999, format('and %s more, on the sheet Findings', counted(a.amount - i.amount, 'finding'))
    FROM (SELECT count(*) AS amount FROM shown WHERE is_decided IS NOT TRUE) AS a
   CROSS JOIN (SELECT count(*) AS amount FROM item) AS i
   WHERE a.amount > i.amount
  UNION ALL
  SELECT 2999999, format('and %s more that were decided on', count(*) - 5) FROM decided HAVING count(*) > 5
)
SELECT place, what, severity, rep, label, record_id FROM flag WHERE place <= 6
UNION ALL
SELECT place, what, severity, rep, label, record_id FROM item
UNION ALL
SELECT place, what, severity, rep, label, record_id FROM decided WHERE place <= 2000005
UNION ALL
SELECT place, what, NULL, NULL, NULL, NULL FROM rest
 ORDER BY place
