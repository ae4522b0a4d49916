SELECT status, severity, rep, check_title, label, record_id, concat_ws(E'\n', why, nullif(remark, '')) AS why, age, finding_id,
       decision, decision_note, row_mark(finding_print(finding_id, severity, reopened_times, why), cells_print(decision, decision_note, '')) AS mark
  FROM finding_shown
 ORDER BY rank, severity = 'fail' DESC, weight DESC, finding_id
