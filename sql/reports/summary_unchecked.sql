-- What this run could not look at, and why.
-- shared: what result why
WITH gap AS (
  SELECT 1 AS part, coalesce(c.title, k.check_id) AS what, replace(k.result, '_', ' ') AS result, 'check' AS kind,
         CASE WHEN redacted() AND k.result = 'error' THEN left_out() ELSE k.reason END AS why
    FROM run_check AS k
    LEFT JOIN check_catalogue AS c ON c.check_id = k.check_id
   WHERE k.run_id = run_id() AND k.result IN ('error', 'not_checked')
  UNION ALL
  SELECT 2, sobject, 'absent', 'source', 'the source has no such records, or the login may not see them'
    FROM source_state
   WHERE NOT is_present AND object IN ('crm_user', 'account', 'contact', 'lead', 'opportunity', 'task', 'event')
  UNION ALL
  SELECT 3, sobject, 'rejected', 'rows', 'rows that could not be read: ' || rows_rejected || coalesce(', the first: ' || shown_text(first_rejected), '')
    FROM source_state
   WHERE rows_rejected > 0
  UNION ALL
  SELECT 4, sobject, 'unreadable', 'values', 'values that could not be read and count as empty: ' || values_unreadable || coalesce(', for example ' || shown_text(first_unreadable), '')
    FROM source_state
   WHERE values_unreadable > 0
  UNION ALL
  SELECT 5, f.object || '.' || f.name, 'absent', 'field', 'the source has no field ' || f.field || ': mend [fields.' || f.object || ']'
    FROM source_field AS f
    JOIN source_state AS s ON s.object = f.object AND s.is_present
   WHERE f.is_custom AND NOT f.is_present
     AND NOT EXISTS (SELECT FROM lost_field AS l WHERE l.object = f.object AND l.name = f.name)
  UNION ALL
  SELECT 6, s.sobject || '.' || l.field, 'lost', 'field',
         format('was there until %s: hidden from the login or removed; it is no longer asked for', day_of(l.last_seen))
    FROM lost_field AS l
    JOIN source_state AS s USING (object)
   WHERE s.is_present
  UNION ALL
  SELECT 7, sobject, 'in doubt', 'source', suspicion FROM object_standing WHERE suspicion <> ''
  UNION ALL
  SELECT 8, sobject, 'differs', 'source', mismatch FROM object_standing WHERE suspicion = '' AND mismatch <> ''
)
SELECT what, result, concat_ws(': ', nullif(kind, 'check'), why) AS why
  FROM gap
 ORDER BY part, what, why
