-- shared: status severity rep check_title label why age finding_id decision decision_note mark
SELECT status, severity, rep, check_title, shown_record(record_type, record_id, account_id, label) AS label, record_id,
       concat_ws(E'\n', shown_why(check_id, detail, why), shown_text(nullif(remark, ''))) AS why, age, finding_id,
       decision, shown_text(decision_note) AS decision_note,
       row_mark(shown_print('finding', finding_id, finding_print(finding_id, severity, reopened_times, why)),
                cells_print(decision, shown_text(decision_note), '')) AS mark
  FROM finding_shown
 ORDER BY rank, severity = 'fail' DESC, weight DESC, finding_id
