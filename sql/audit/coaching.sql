-- One flag per rep, from the open findings about outreach: any fail, or enough warns.
-- An open or scheduled flag is brought up to date; a flag that is done or dismissed
-- keeps the same reasons quiet for a while, unless it got worse.
WITH judged AS (
  SELECT f.*, k.title, k.place, row_number() OVER (PARTITION BY f.rep_id ORDER BY f.severity, f.weight DESC, k.place, f.record_id, f.part) AS nth
    FROM finding AS f
    JOIN check_catalogue AS k USING (check_id)
    JOIN rep AS r ON r.rep_id = f.rep_id
   WHERE f.state = 'open' AND k.rule LIKE 'A%'
), by_check AS (
  SELECT rep_id, check_id, min(title) AS title, min(place) AS place, count(*) FILTER (WHERE severity = 'fail') AS fails,
         count(*) FILTER (WHERE severity = 'warn') AS warns
    FROM judged
   GROUP BY rep_id, check_id
), reason AS (
  SELECT rep_id, sum(fails) AS fails, sum(warns) AS warns,
         jsonb_agg(jsonb_build_object('check', check_id, 'fails', fails, 'warns', warns,
                   'words', format('%s: %s', title, concat_ws(', ', CASE WHEN fails > 0 THEN counted(fails, 'fail') END,
                                                                   CASE WHEN warns > 0 THEN counted(warns, 'warning') END)))
                   ORDER BY fails DESC, warns DESC, place) AS reasons
    FROM by_check
   GROUP BY rep_id
), example AS (
  SELECT rep_id,
         jsonb_agg(jsonb_build_object('check', check_id, 'title', title, 'record_type', record_type, 'record_id', record_id,
                   'label', label, 'severity', severity, 'why', why) ORDER BY nth) AS examples
    FROM judged
   WHERE nth <= 5
   GROUP BY rep_id
), wanted AS (
  SELECT r.rep_id, r.fails, r.warns, r.reasons, e.examples
    FROM reason AS r
    JOIN example AS e USING (rep_id)
   WHERE r.fails > 0 OR r.warns >= setting_value('coaching', 'warns')::integer
), last_flag AS (
  SELECT DISTINCT ON (rep_id) * FROM coaching_flag ORDER BY rep_id, raised_on DESC, flag_id DESC
), decided AS (
  SELECT w.*, l.flag_id,
         l.flag_id IS NOT NULL AND l.state IN ('open', 'scheduled') AS is_running,
         l.flag_id IS NOT NULL AND (w.fails > l.fails
           OR EXISTS (SELECT FROM jsonb_array_elements(w.reasons) AS n
                       WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(l.reasons) AS o
                                          WHERE o ->> 'check' = n ->> 'check'
                                            AND (o ->> 'fails')::integer >= (n ->> 'fails')::integer
                                            AND (o ->> 'fails')::integer + (o ->> 'warns')::integer
                                                >= (n ->> 'fails')::integer + (n ->> 'warns')::integer))) AS is_worse,
         l.state_on + setting_value('coaching', 'again_after_days')::integer > as_of_day() AS is_recent
    FROM wanted AS w
    LEFT JOIN last_flag AS l USING (rep_id)
), updated AS (
  UPDATE coaching_flag AS f
     SET last_seen = as_of_day(), fails = d.fails, warns = d.warns, reasons = d.reasons, examples = d.examples,
         worse_on = CASE WHEN d.is_worse AND f.last_seen < as_of_day() THEN as_of_day() ELSE f.worse_on END
    FROM decided AS d
   WHERE f.flag_id = d.flag_id AND d.is_running
  RETURNING f.flag_id
), raised AS (
  INSERT INTO coaching_flag (rep_id, state, raised_on, state_on, last_seen, worse_on, fails, warns, reasons, examples)
  SELECT rep_id, 'open', as_of_day(), as_of_day(), as_of_day(), CASE WHEN is_worse THEN as_of_day() END, fails, warns, reasons, examples
    FROM decided
   WHERE NOT is_running AND (flag_id IS NULL OR is_worse OR NOT is_recent)
  RETURNING flag_id
)
SELECT (SELECT count(*) FROM raised) AS raised, (SELECT count(*) FROM updated) AS ongoing
