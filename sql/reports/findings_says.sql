SELECT count(*) AS rows,
       CASE WHEN count(*) = 0 THEN 'Nothing found; reps looked at: ' || (SELECT count(*) FROM rep) || '.'
            ELSE concat('Open findings: ', count(*) FILTER (WHERE status <> 'waived'),
                        ', of them new or reopened: ', count(*) FILTER (WHERE status <> 'waived' AND as_of_day() IN (first_seen, reopened_on)),
                        ', fails: ', count(*) FILTER (WHERE status <> 'waived' AND severity = 'fail'),
                        ', escalated: ' || nullif(count(*) FILTER (WHERE status = 'escalated'), 0),
                        '; beside them waived: ' || nullif(count(*) FILTER (WHERE status = 'waived'), 0),
                        '. New ones first, then the worst', CASE WHEN bool_or(status = 'waived') THEN ', those waived last' END, '.',
                        ' Decision and note are for your own use: the next night writes a new file, so keep a copy of what you fill in.') END AS says
  FROM finding_shown
