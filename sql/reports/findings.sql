SELECT status, severity, rep, check_title, label, record_id, concat_ws(E'\n', why, nullif(remark, '')) AS why, age, finding_id
  FROM finding_shown
 ORDER BY rank, severity = 'fail' DESC, weight DESC, finding_id
