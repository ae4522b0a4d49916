SELECT flag_id, state, rep_id, rep, rep_email, raised_on, state_on, worse_on, last_seen, fails, warns, reasons, examples,
       dismissed_because
  FROM coaching_shown
 ORDER BY flag_id
