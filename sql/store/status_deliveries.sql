-- Deliveries of the published run that somebody should know of: all but those that were sent
-- or have nothing new to say. $1 the org's zone
SELECT d.channel, coalesce(nullif(d.recipient, ''), format('(%s)', d.name)) AS recipient, CASE WHEN d.sent_to <> d.recipient THEN d.sent_to END AS sent_to,
       nullif(d.file, '') AS file, d.state, CASE d.state WHEN 'doubtful' THEN 'may have been sent' WHEN 'sending' THEN 'may have been sent' ELSE d.state END AS state_words,
       d.tries, d.last_tried_at, to_char(d.last_tried_at AT TIME ZONE $1::text, 'YYYY-MM-DD HH24:MI') AS last_tried_here, d.why
  FROM delivery AS d
  JOIN publication AS p USING (run_id)
 WHERE d.state NOT IN ('sent', 'quiet')
 ORDER BY d.channel, d.recipient, d.file, d.delivery_id
