-- $1 the finding
-- shared: key title value words
SELECT t.key, t.title, to_jsonb(t.value) AS value, coalesce(t.words, t.value) AS words
  FROM (SELECT finding_zone($1) AS zone) AS z
 CROSS JOIN business_calendar AS c
 CROSS JOIN LATERAL (VALUES
   (1, 'as_of', 'As of', to_char(as_of() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), both_clocks(as_of(), z.zone)),
   (2, 'as_of_day', 'As-of day', as_of_day()::text, NULL), (3, 'org_zone', 'Organisation''s zone', org_zone(), NULL),
   (4, 'rep_zone', 'Times are told in', z.zone, NULL),
   (5, 'business_hours', 'Business hours', format('%s–%s %s', to_char(c.opens, 'HH24:MI'), to_char(c.closes, 'HH24:MI'), c.zone), NULL),
   (6, 'run', 'Run', run_id()::text, NULL)) AS t (place, key, title, value, words)
 ORDER BY t.place
