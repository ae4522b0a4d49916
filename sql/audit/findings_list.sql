-- Findings as they stand on the as-of day of the session's run, what wants somebody
-- first. $1 check or '', $2 rep or '', $3 severity or '', $4 open, resolved, waived,
-- escalated, disputed, accepted, promised (to be mended) or all. Age counts from the day a finding was first seen, to its end where
-- it is resolved.
SELECT finding_id, status, age AS age_days, severity, check_id, rep_id, rep,
       record_type, record_id, part, account_id, label, why, remark, first_seen, last_seen, resolved_on,
       reopened_on, reopened_times, escalated_on, escalated_why, appeared_why, severity_why,
       waived_until, waived_by, waived_on, waiver_reason, decision, decision_note, decided_by, decided_on, detail
  FROM finding_life
 WHERE $1::text IN ('', check_id)
   AND $2::text IN ('', rep_id)
   AND $3::text IN ('', severity)
   AND $4::text IN ('all', state, status, CASE decision WHEN 'dispute' THEN 'disputed' WHEN 'accept' THEN 'accepted' WHEN 'fix' THEN 'promised' END)
 ORDER BY rank, severity, weight DESC, check_id, label, finding_id
 LIMIT nullif($5::bigint, 0)
