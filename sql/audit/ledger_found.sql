-- What was found tonight, into the ledger: new, ongoing or reopened.
INSERT INTO finding (check_id, record_type, record_id, part, rep_id, account_id, label, severity, why, weight, detail, state,
                     first_seen, last_seen, reopened_times)
SELECT check_id, record_type, record_id, part, rep_id, account_id, label, severity, why, weight, detail, 'open',
       as_of_day(), as_of_day(), 0
  FROM stage_finding
 ORDER BY check_id COLLATE "C", record_id COLLATE "C", part COLLATE "C", rep_id COLLATE "C"
ON CONFLICT (check_id, record_id, part, rep_id) DO UPDATE
   SET record_type = excluded.record_type, account_id = excluded.account_id, label = excluded.label,
       severity = excluded.severity, why = excluded.why, weight = excluded.weight, detail = excluded.detail,
       state = 'open', last_seen = excluded.last_seen,
       reopened_on = CASE WHEN finding.state = 'resolved' AND finding.resolved_on < excluded.last_seen
                          THEN excluded.last_seen ELSE finding.reopened_on END,
       reopened_times = finding.reopened_times
         + CASE WHEN finding.state = 'resolved' AND finding.resolved_on < excluded.last_seen THEN 1 ELSE 0 END,
       resolved_on = NULL, closed_why = ''
