-- Findings as they stand on the as-of day of the session's run, what wants somebody
-- first. $1 check or '', $2 rep or '', $3 severity or '', $4 open, resolved, waived,
-- escalated, disputed, accepted, promised (to be mended) or all. Age counts from the day a finding was first seen, to its end where
-- it is resolved.
-- shared: finding_id status age_days severity check_id rep_id rep record_type label why first_seen last_seen resolved_on reopened_on reopened_times escalated_on waived_until waived_by waived_on decision decided_by decided_on detail
SELECT finding_id, status, age AS age_days, severity, check_id, rep_id, rep,
       CASE WHEN redacted() THEN record_kind(record_type) ELSE record_type END AS record_type, record_id, part, account_id,
       shown_record(record_type, record_id, account_id, label) AS label, shown_why(check_id, detail, why) AS why, remark, first_seen, last_seen, resolved_on,
       reopened_on, reopened_times, escalated_on, escalated_why, appeared_why, severity_why,
       waived_until, waived_by, waived_on, waiver_reason, decision, decision_note, decided_by, decided_on,
       CASE WHEN redacted() THEN shared_detail(check_id, detail) ELSE detail END AS detail
  FROM finding_life
 WHERE $1::text IN ('', check_id)
   AND $2::text IN ('', rep_id)
   AND $3::text IN ('', severity)
   AND $4::text IN ('all', state, status, CASE decision WHEN 'dispute' THEN 'disputed' WHEN 'accept' THEN 'accepted' WHEN 'fix' THEN 'promised' END)
 ORDER BY rank, severity, weight DESC, check_id, label, finding_id
 LIMIT nullif($5::bigint, 0)
