-- Who of the run in scope has no address that mail can go to.
SELECT coalesce(nullif(recipient, ''), name) AS who, problem, file
  FROM delivery_target
 WHERE problem <> ''
 ORDER BY file, who
