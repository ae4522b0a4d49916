-- The ten teams beneath that most is wrong with; the others are on their own sheet.
-- shared: place team fails words flagged
WITH line AS (
  SELECT row_number() OVER (ORDER BY fails DESC, found DESC, name, whose) AS place, name, above, reps, fails, found, news, escalated, flagged
    FROM team_line
   WHERE level > 0 AND scope_low() = ''
)
SELECT place, name AS team, fails,
       concat(counted(reps, 'rep'), ', ', counted(found, 'finding'), ', ' || nullif(news, 0) || ' new', ', ' || nullif(escalated, 0) || ' escalated') AS words,
       flagged
  FROM line
 WHERE place <= 10
UNION ALL
SELECT 11, format('and %s more', count(*)), sum(fails), 'on the sheet Teams', sum(flagged)
  FROM line
 WHERE place > 10
HAVING count(*) > 0
 ORDER BY place
