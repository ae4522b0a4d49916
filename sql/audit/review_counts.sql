SELECT count(*) FILTER (WHERE outcome = 'taken') AS taken, count(*) FILTER (WHERE outcome = 'rejected') AS rejected,
       count(*) FILTER (WHERE outcome = 'unchanged') AS unchanged
  FROM stage_decision
