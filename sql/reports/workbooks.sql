-- The run's workbooks beside the organisation's. Where nobody has a manager that one has all.
-- shared: kind whose name file
SELECT kind, whose, name, file
  FROM run_workbook
 WHERE run_id = run_id()
   AND CASE kind WHEN 'organisation' THEN false WHEN 'rep' THEN true
                 ELSE setting_value('managers', 'workbooks') = 'yes'
                      AND EXISTS (SELECT FROM run_workbook AS m WHERE m.run_id = run_id() AND m.kind = 'manager') END
 ORDER BY kind, file
