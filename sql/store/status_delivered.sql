-- How many deliveries of the published run are in which state.
SELECT count(*) FILTER (WHERE d.state = 'sent') AS sent, count(*) FILTER (WHERE d.state = 'quiet') AS quiet,
       count(*) FILTER (WHERE d.state IN ('due', 'failed')) AS waiting, count(*) FILTER (WHERE d.state IN ('refused', 'impossible')) AS refused,
       count(*) FILTER (WHERE d.state IN ('sending', 'doubtful')) AS in_doubt
  FROM publication AS p
  JOIN delivery AS d USING (run_id)
