-- shared: team above reps fails found news escalated flagged waived workbook
SELECT CASE WHEN level = 0 THEN name || ' (own reps)' ELSE name END AS team, above, reps, fails, found, news, escalated, flagged, waived,
       file || '.xlsx' AS workbook
  FROM team_line
 ORDER BY level = 0 DESC, fails DESC, found DESC, name, whose
