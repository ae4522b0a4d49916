-- Every delivery of the run in scope.
SELECT channel, coalesce(nullif(recipient, ''), format('(%s)', name)) AS recipient, CASE WHEN sent_to <> recipient THEN sent_to END AS sent_to,
       nullif(file, '') AS file, replace(state, 'doubtful', 'in doubt') AS state, concat_ws('; ', nullif(why, ''), nullif(news, '')) AS words, tries
  FROM delivery
 WHERE run_id = run_id()
 ORDER BY channel, recipient, file, delivery_id
