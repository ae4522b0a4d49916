-- $1 the organisation, $2 the reviews whose files are there, with spaces between. Who gets
-- which file, for those who deliver them.
-- shared: manifest
SELECT jsonb_pretty(jsonb_build_object('format', 'crmaudit.workbooks', 'version', 1, 'organisation', $1::text, 'as_of_day', as_of_day(),
         'run', run_id()::text,
         'rituals', (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('name', r.name, 'file', 'rituals/' || r.name || '.xlsx', 'recipients', CASE WHEN redacted() THEN '{}' ELSE r.responsible END)), '[]')
                       FROM ritual_done AS d JOIN ritual AS r USING (name) WHERE d.run_id = run_id() AND r.name = ANY (string_to_array($2::text, ' '))),
         'workbooks', jsonb_agg(jsonb_build_object('kind', kind, 'whose', whose, 'name', shown_name(name), 'file', file || '.xlsx', 'recipients', CASE WHEN redacted() THEN '{}' ELSE recipients END,
                                                   'reps', reps, 'findings', found, 'fails', fails, 'waived', waived, 'to_coach', flagged)
                                ORDER BY kind, file COLLATE "C"))) AS manifest
  FROM run_workbook
 WHERE run_id = run_id()
   AND CASE WHEN kind IN ('organisation', 'rep') THEN true
            ELSE setting_value('managers', 'workbooks') = 'yes'
                 AND EXISTS (SELECT FROM run_workbook AS m WHERE m.run_id = run_id() AND m.kind = 'manager') END
