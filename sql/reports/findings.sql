SELECT status, severity, rep, check_title, label, record_id, why, age, finding_id
  FROM finding_shown
 ORDER BY status = 'ongoing', severity = 'fail' DESC, weight DESC, finding_id
