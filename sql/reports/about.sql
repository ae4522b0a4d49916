-- $1 the time zone's name for people. What the heads and feet of every workbook say, and
-- what its empty sheets do where nothing else is to be expected.
-- shared: as_of reps preview none
SELECT CASE WHEN local.at::time = '00:00' AND local.at::date = as_of_day() + 1
            THEN 'the end of ' || to_char(as_of_day(), 'FMDD FMMonth YYYY')
            ELSE to_char(local.at, 'FMDD FMMonth YYYY, HH24:MI') END || ' (' || $1::text || ')' AS as_of,
       r.reps,
       -- a look at a day that is none for the ledger, and a report of another day than the published
       (SELECT CASE WHEN n.job = 'report' OR n.as_of_day < o.as_of_day OR n.as_of_day > (n.started_at AT TIME ZONE org_zone())::date
                    THEN ' A preview: nothing of it is kept.' END
          FROM run AS n
          LEFT JOIN publication AS p ON true
          LEFT JOIN run AS o ON o.run_id = p.run_id
         WHERE n.run_id = run_id()) AS preview,
       CASE WHEN r.reps = 0 AND team_id() = 'unassigned' THEN 'Nothing here: what belongs to no team has no such rows.'
            WHEN r.reps = 0 AND team_id() <> '' THEN 'Nothing here: no rep is yours alone. The rows of the teams beneath are in their own workbooks, which the sheet Teams names.' END AS none
  FROM (SELECT count(*) AS reps FROM rep) AS r
 CROSS JOIN (SELECT as_of() AT TIME ZONE org_zone() AS at) AS local
