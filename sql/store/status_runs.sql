-- The last runs. $1 the org's zone
SELECT r.run_id, r.job, coalesce(u.name, r.rep_id) AS rep, r.as_of_day, r.started_at, r.finished_at,
       to_char(r.started_at AT TIME ZONE $1::text, 'YYYY-MM-DD HH24:MI') AS started_at_here,
       date_trunc('second', r.finished_at - r.started_at)::text AS took,
       r.state, p.run_id IS NOT NULL AS is_published,
       concat_ws(', ', r.state, CASE WHEN p.run_id IS NOT NULL THEN 'published' END) AS state_words, r.message
  FROM run AS r
  LEFT JOIN publication AS p USING (run_id)
  LEFT JOIN crm_user_version AS u ON u.user_id = r.rep_id AND u.valid_to = 'infinity'
 ORDER BY r.run_id DESC
 LIMIT 10
