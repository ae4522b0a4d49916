-- What every source gave and how old that is. $1 now, $2 the org's zone
SELECT object, sobject, source, is_present, nullif(rows_source, -1) AS rows_source, rows_here, rows_rejected,
       values_unreadable, pulled_at, to_char(pulled_at AT TIME ZONE $2::text, 'YYYY-MM-DD HH24:MI') AS pulled_at_here,
       floor(extract(epoch FROM $1::timestamptz - pulled_at) / 3600)::integer AS hours_ago,
       first_rejected, first_unreadable,
       concat_ws('; ', CASE WHEN NOT is_present THEN 'not at the source' END,
                       CASE WHEN rows_rejected > 0 THEN format('rejected: %s', first_rejected) END,
                       CASE WHEN values_unreadable > 0 THEN format('%s unreadable values: %s', values_unreadable, first_unreadable) END,
                       CASE WHEN values_mended > 0 THEN format('%s values mended', values_mended) END) AS note
  FROM source_state
 ORDER BY object
