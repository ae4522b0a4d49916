-- $1 the time zone's name for people. What the heads and feet of every workbook say.
-- shared: as_of reps
SELECT CASE WHEN local.at::time = '00:00' AND local.at::date = as_of_day() + 1
            THEN 'the end of ' || to_char(as_of_day(), 'FMDD FMMonth YYYY')
            ELSE to_char(local.at, 'FMDD FMMonth YYYY, HH24:MI') END || ' (' || $1::text || ')' AS as_of,
       (SELECT count(*) FROM rep) AS reps
  FROM (SELECT as_of() AT TIME ZONE org_zone() AS at) AS local
