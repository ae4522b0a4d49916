-- Who holds the organisation's lock (sql/store/lock.sql), and since when. What is written
-- down as running began then; a connection names its job, process and host. $1 now
WITH lock AS (
  SELECT hashtextextended('crmaudit ' || current_schema(), 0) AS key
)
SELECT l.pid, host(a.client_addr) AS host, coalesce(nullif(a.application_name, ''), 'a nameless connection') AS who,
       to_char(began.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"') AS since,
       greatest(floor(extract(epoch FROM $1::timestamptz - began.at) / 60), 0)::bigint AS minutes
  FROM lock
  JOIN pg_locks AS l ON l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
                    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                    AND l.classid::bigint = (key >> 32 & 4294967295) AND l.objid::bigint = (key & 4294967295)
  LEFT JOIN pg_stat_activity AS a USING (pid)
  CROSS JOIN LATERAL (SELECT coalesce((SELECT max(started_at) FROM run WHERE state = 'running'), a.backend_start,
                                      $1::timestamptz) AS at) AS began
 ORDER BY l.pid
 LIMIT 1
