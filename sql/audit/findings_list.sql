-- Findings as they stand on the as-of day of the session's run, the newest and gravest
-- first. $1 check or '', $2 rep or '', $3 severity or '', $4 open, resolved or all.
-- A record that is gone or merged away says so instead of resolved. Age counts from the day a finding was first seen, to its end where it is resolved.
SELECT CASE WHEN f.state = 'resolved' THEN coalesce(nullif(f.closed_why, ''), 'resolved')
            WHEN f.first_seen = as_of_day() THEN 'new'
            WHEN f.reopened_on = as_of_day() THEN 'reopened'
            ELSE 'ongoing' END AS status,
       coalesce(f.resolved_on, as_of_day()) - f.first_seen AS age_days,
       f.severity, f.check_id, f.rep_id, coalesce(r.name, u.name, nullif(f.rep_id, ''), '(nobody)') AS rep,
       f.record_type, f.record_id, f.part, f.account_id, f.label, f.why, f.first_seen, f.last_seen, f.resolved_on,
       f.reopened_on, f.detail
  FROM finding AS f
  LEFT JOIN run_rep AS r ON r.run_id = run_id() AND r.rep_id = f.rep_id
  LEFT JOIN crm_user_version AS u ON u.user_id = f.rep_id AND u.valid_to = 'infinity'
 WHERE $1::text IN ('', f.check_id)
   AND $2::text IN ('', f.rep_id)
   AND $3::text IN ('', f.severity)
   AND $4::text IN ('all', f.state)
 ORDER BY f.state, f.first_seen < as_of_day() AND f.reopened_on IS DISTINCT FROM as_of_day(),
          f.severity, f.weight DESC, f.check_id, f.label, f.finding_id
 LIMIT nullif($5::bigint, 0)
