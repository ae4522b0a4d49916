-- One flag per rep, from the open findings about outreach that nobody waived: any fail,
-- or enough warns.
-- An open or scheduled flag is brought up to date; a flag that is done or dismissed
-- keeps the same reasons quiet for a while, unless it got worse: a check fails more often,
-- or finds more in all, than in the reasons of that flag, or was none of them. Other
-- records instead, or as many warnings for fails, are not worse.
-- Examples are the worst five: fails before warns, and of each check its worst before the
-- second of any, for the weights of two checks do not compare.
WITH judged AS (
  SELECT f.*, row_number() OVER (PARTITION BY f.rep_id, f.check_id ORDER BY f.severity, f.weight DESC, f.record_id, f.part) AS nth
    FROM coaching_finding AS f
    JOIN rep AS r ON r.rep_id = f.rep_id
   WHERE f.state = 'open'
), by_check AS (
  SELECT rep_id, check_id, min(title) AS title, count(*) FILTER (WHERE severity = 'fail') AS fails,
         count(*) FILTER (WHERE severity = 'warn') AS warns,
         row_number() OVER (PARTITION BY rep_id ORDER BY count(*) FILTER (WHERE severity = 'fail') DESC,
                                                         count(*) FILTER (WHERE severity = 'warn') DESC, min(place)) AS place
    FROM judged
   GROUP BY rep_id, check_id
), reason AS (
  SELECT rep_id, sum(fails) AS fails, sum(warns) AS warns,
         jsonb_agg(jsonb_build_object('check', check_id, 'fails', fails, 'warns', warns,
                   'words', format('%s: %s', title, concat_ws(', ', CASE WHEN fails > 0 THEN counted(fails, 'fail') END,
                                                                   CASE WHEN warns > 0 THEN counted(warns, 'warning') END)))
                   ORDER BY place) AS reasons
    FROM by_check
   GROUP BY rep_id
), ranked AS (
  SELECT j.*, row_number() OVER (PARTITION BY j.rep_id ORDER BY j.severity, j.nth, b.place) AS rank
    FROM judged AS j
    JOIN by_check AS b USING (rep_id, check_id)
), example AS (
  SELECT rep_id,
         jsonb_agg(jsonb_build_object('check', check_id, 'title', title, 'record_type', record_type, 'record_id', record_id,
                   'label', label, 'severity', severity, 'why', why) ORDER BY rank) AS examples
    FROM ranked
   WHERE rank <= 5
   GROUP BY rep_id
), wanted AS (
  SELECT r.rep_id, r.fails, r.warns, r.reasons, e.examples
    FROM reason AS r
    JOIN example AS e USING (rep_id)
   WHERE r.fails > 0 OR r.warns >= coaching_number('warns')
), last_flag AS (
  SELECT DISTINCT ON (rep_id) * FROM coaching_flag ORDER BY rep_id, raised_on DESC, flag_id DESC
), decided AS (
  SELECT w.*, l.flag_id,
         l.flag_id IS NOT NULL AND l.state IN ('open', 'scheduled') AS is_running,
         l.flag_id IS NOT NULL
           AND EXISTS (SELECT FROM jsonb_array_elements(w.reasons) AS n
                        WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(l.reasons) AS o
                                           WHERE o ->> 'check' = n ->> 'check'
                                             AND (o ->> 'fails')::integer >= (n ->> 'fails')::integer
                                             AND (o ->> 'fails')::integer + (o ->> 'warns')::integer
                                                 >= (n ->> 'fails')::integer + (n ->> 'warns')::integer)) AS is_worse,
         l.state_on + coaching_number('again_after_days') > as_of_day() AS is_recent
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
   ORDER BY rep_id
  RETURNING flag_id
), told AS (
  INSERT INTO coaching_event (flag_id, place, on_day, state, by_whom, because, source)
  SELECT flag_id, 1, as_of_day(), 'open', '', '', 'night' FROM raised
)
SELECT (SELECT count(*) FROM raised) AS raised, (SELECT count(*) FROM updated) AS ongoing
