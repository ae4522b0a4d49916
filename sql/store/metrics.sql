-- Figures of the published night, in the session's scope, for the metrics file; rows of
-- one name together. A value that is not known has no row.
WITH finding_count AS (
  SELECT count(*) FILTER (WHERE severity = 'fail' AND status <> 'waived') AS fails,
         count(*) FILTER (WHERE severity = 'warn' AND status <> 'waived') AS warns,
         count(*) FILTER (WHERE status = 'waived') AS waived,
         count(*) FILTER (WHERE status <> 'waived' AND escalated_on <= as_of_day()) AS escalated
    FROM finding_life
   WHERE state = 'open'
), check_count AS (
  SELECT coalesce(sum(news), 0) AS news, coalesce(sum(resolved), 0) AS resolved FROM run_check WHERE run_id = run_id()
), figure AS (
  SELECT 1 AS place, 'last_success_timestamp_seconds' AS name, 'When the last good night ended, in seconds of the epoch.' AS help,
         '' AS label, '' AS of, extract(epoch FROM max(finished_at)) AS value
    FROM run
   WHERE state = 'done' AND rep_id IS NULL AND job IN ('nightly', 'check')
  UNION ALL
  SELECT 2, 'rows_read', 'Rows that the last pull read of an object.', 'object', sobject, rows_read FROM source_state
  UNION ALL
  SELECT 3, 'rows_rejected', 'Rows that it could not read.', 'object', sobject, rows_rejected FROM source_state
  UNION ALL
  SELECT 4, 'findings', 'Open findings that are not waived.', 'severity', v.severity, v.amount
    FROM finding_count, LATERAL (VALUES ('fail', fails), ('warn', warns)) AS v (severity, amount)
  UNION ALL
  SELECT 5, 'findings_new', 'Findings that are new in the published night.', '', '', news FROM check_count
  UNION ALL
  SELECT 6, 'findings_resolved', 'Findings that it found resolved.', '', '', resolved FROM check_count
  UNION ALL
  SELECT 7, 'findings_waived', 'Open findings that are waived.', '', '', waived FROM finding_count
  UNION ALL
  SELECT 8, 'findings_escalated', 'Open findings that are escalated and not waived.', '', '', escalated FROM finding_count
  UNION ALL
  SELECT 9, 'checks', 'Checks of the published night by their result; not_checked is no pass.', 'result', v.result, count(k.check_id)
    FROM (VALUES ('error'), ('fail'), ('not_checked'), ('pass'), ('warn')) AS v (result)
    LEFT JOIN run_check AS k ON k.run_id = run_id() AND k.result = v.result
   GROUP BY v.result
  UNION ALL
  SELECT 10, 'coaching_flags_running', 'Coaching flags that are open or scheduled.', '', '', count(*)
    FROM coaching_flag
   WHERE state IN ('open', 'scheduled')
  UNION ALL
  SELECT 11, 'retention_rows', 'Rows that went in the published night because they were old.', '', '', coalesce(sum(amount), 0)
    FROM run_retention
   WHERE run_id = run_id()
  UNION ALL
  SELECT 12, 'deliveries', 'Mails and messages of the published night by what became of them.', 'state', v.state, count(d.delivery_id)
    FROM (VALUES ('sent', '{sent}'::text[]), ('failed', '{due,failed}'), ('refused', '{refused,impossible}'), ('doubtful', '{sending,doubtful}')) AS v (state, states)
    LEFT JOIN delivery AS d ON d.run_id = run_id() AND d.state = ANY (v.states)
   GROUP BY v.state
)
SELECT name, help, label, of, value
  FROM figure
 WHERE value IS NOT NULL
 ORDER BY place, of COLLATE "C"
