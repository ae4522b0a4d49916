-- shared: rows says
SELECT count(*) AS rows,
       CASE WHEN count(*) FILTER (WHERE level > 0) = 0 THEN 'No team stands beneath this one; its own reps'' rows are on the other sheets.'
            ELSE concat('Teams: ', count(*), ', reps: ', sum(reps), '; together open findings: ', sum(found), ', fails: ', sum(fails),
                        ', new or reopened: ', sum(news), ', escalated: ', sum(escalated), ', reps to coach: ', sum(flagged),
                        '. Most fails first. ', CASE WHEN team_id() = '' THEN 'Each line''s rows are in its own workbook, too.'
                        ELSE 'The other sheets have the own reps alone; each team''s rows are in its own workbook.' END) END AS says
  FROM team_line
