-- shared: rows says
SELECT count(*) AS rows,
       CASE WHEN count(*) = 0 THEN 'Nothing found; reps looked at: ' || (SELECT count(*) FROM rep) || '.'
            ELSE concat('Open findings: ', count(*) FILTER (WHERE status <> 'waived'),
                        ', of them new or reopened: ', count(*) FILTER (WHERE status <> 'waived' AND as_of_day() IN (first_seen, reopened_on)),
                        ', fails: ', count(*) FILTER (WHERE status <> 'waived' AND severity = 'fail'),
                        ', escalated: ' || nullif(count(*) FILTER (WHERE status = 'escalated'), 0),
                        ', disputed: ' || nullif(count(*) FILTER (WHERE decision = 'dispute'), 0),
                        '; beside them waived: ' || nullif(count(*) FILTER (WHERE status = 'waived'), 0),
                        '. New ones first, then the worst', CASE WHEN bool_or(status = 'waived') THEN ', those waived last' END, '.',
                        ' Fill in decision and note, and hand the file back: the next night has read them.') END AS says
  FROM finding_shown
