-- What a source does not count stays empty: -1 in the store.
SELECT sobject, source, CASE WHEN NOT is_present THEN 'absent' WHEN rows_rejected > 0 THEN 'incomplete' ELSE 'complete' END AS state,
       nullif(rows_source, -1) AS rows_source, rows_here, rows_read, rows_rejected, values_unreadable, values_mended,
       to_char(pulled_at AT TIME ZONE org_zone(), 'YYYY-MM-DD HH24:MI') AS pulled_at,
       concat_ws(E'\n', CASE WHEN rows_source > rows_here AND rows_rejected = 0
                              THEN counted(rows_source - rows_here, 'row') || ' of the source deleted there, merged, or doubled' END,
                 nullif(first_rejected, ''), nullif(first_unreadable, '')) AS example
  FROM source_state
 ORDER BY sobject, object
