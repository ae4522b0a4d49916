SELECT finding_id, check_id, check_title, rule, severity, status, age AS age_days, first_seen, last_seen, reopened_on,
       reopened_times, rep_id, rep, rep_email, record_type, record_id, part, label, account_id, why, weight, remark,
       escalated_on, escalated_why, appeared_why, severity_why, waived_until, waived_by, waived_on, waiver_reason,
       decision, decision_note, decided_by, decided_on, detail
  FROM finding_shown
 ORDER BY finding_id
