-- shared: finding_id check_id check_title rule severity status age_days first_seen last_seen reopened_on reopened_times rep_id rep record_type label why weight escalated_on waived_until waived_by waived_on decision decided_by decided_on detail
SELECT finding_id, check_id, check_title, rule, severity, status, age AS age_days, first_seen, last_seen, reopened_on,
       reopened_times, rep_id, rep, rep_email,
       CASE WHEN redacted() THEN record_kind(record_type) ELSE record_type END AS record_type, record_id, part,
       shown_record(record_type, record_id, account_id, label) AS label, account_id, shown_why(check_id, detail, why) AS why, weight, remark,
       escalated_on, escalated_why, appeared_why, severity_why, waived_until, waived_by, waived_on, waiver_reason,
       decision, decision_note, decided_by, decided_on,
       CASE WHEN redacted() THEN shared_detail(check_id, detail) ELSE detail END AS detail
  FROM finding_shown
 ORDER BY finding_id
