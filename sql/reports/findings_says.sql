SELECT count(*) AS rows,
       CASE WHEN count(*) = 0 THEN 'Nothing found; reps looked at: ' || (SELECT count(*) FROM rep) || '.'
            ELSE 'Open findings: ' || count(*) || ', of them new or reopened: ' || count(*) FILTER (WHERE status <> 'ongoing')
                 || ', fails: ' || count(*) FILTER (WHERE severity = 'fail') || '. New ones first, then the worst.'
                 || ' Decision and note are for your own use: the next night writes a new file, so keep a copy of'
                 || ' what you fill in.' END AS says
  FROM finding_shown
