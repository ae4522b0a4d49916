-- The last good night, and what readers see. $1 now, $2 the org's zone. Nights are a
-- day apart and take their time, and one day in the year has 25 hours: 26 are overdue.
WITH night AS (
  SELECT max(finished_at) AS finished_at
    FROM run
   WHERE state = 'done' AND rep_id IS NULL AND job IN ('nightly', 'check')
)
SELECT n.finished_at AS last_good_night, floor(extract(epoch FROM $1::timestamptz - n.finished_at) / 3600)::integer AS hours_ago,
       coalesce($1::timestamptz - n.finished_at > interval '26 hours', true) AS is_overdue,
       floor(extract(epoch FROM $1::timestamptz - p.published_at) / 3600)::integer AS published_hours_ago,
       r.run_id AS published_run, r.job AS published_job, r.as_of_day AS published_as_of_day, p.published_at,
       to_char(p.published_at AT TIME ZONE $2::text, 'YYYY-MM-DD HH24:MI') AS published_at_here
  FROM night AS n
  LEFT JOIN publication AS p ON true
  LEFT JOIN run AS r USING (run_id)
