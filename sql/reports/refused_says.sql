-- shared: rows says
SELECT count(*) AS rows,
       CASE WHEN count(*) = 0 THEN 'Every decision that came back in a workbook was taken.'
            ELSE 'Decisions that came back in workbooks and were not taken: ' || count(*)
                 || '. Decide again on the sheet that is named, where the record is still there. They stay here for a week.' END AS says
  FROM decision_refused
