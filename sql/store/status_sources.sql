-- What every source gave and how old that is. $1 now, $2 the org's zone
SELECT s.object, s.sobject, s.source, s.is_present, coalesce(nullif(o.rows_counted, -1), nullif(s.rows_source, -1)) AS rows_source,
       s.rows_here, s.rows_rejected, s.values_unreadable, o.rows_vanished, o.newest_stamp,
       to_char(o.newest_stamp AT TIME ZONE $2::text, 'YYYY-MM-DD HH24:MI') AS newest_here, o.lost_fields,
       o.swept_at, o.whole_at, o.suspicion, o.mismatch,
       s.pulled_at, to_char(s.pulled_at AT TIME ZONE $2::text, 'YYYY-MM-DD HH24:MI') AS pulled_at_here,
       floor(extract(epoch FROM $1::timestamptz - s.pulled_at) / 3600)::integer AS hours_ago,
       s.first_rejected, s.first_unreadable,
       concat_ws('; ', CASE WHEN s.refused <> '' THEN format('refused: %s', s.refused) END,
                       CASE WHEN s.object IN (SELECT object FROM left_out) THEN 'left out by [salesforce] skip'
                            WHEN o.is_lost THEN 'was there, is now hidden from the login or removed'
                            WHEN NOT s.is_present THEN 'not at the source' END,
                       nullif(o.suspicion, ''), nullif(o.mismatch, ''),
                       CASE WHEN o.rows_vanished > 0 THEN format('%s found gone by the last comparison', counted(o.rows_vanished, 'row')) END,
                       CASE WHEN o.lost_fields IS NOT NULL THEN format('lost fields: %s', o.lost_fields) END,
                       CASE WHEN s.rows_rejected > 0 THEN format('rejected: %s', s.first_rejected) END,
                       CASE WHEN s.values_unreadable > 0 THEN format('%s unreadable values: %s', s.values_unreadable, s.first_unreadable) END,
                       CASE WHEN s.values_mended > 0 THEN format('%s values mended', s.values_mended) END) AS note
  FROM source_state AS s
  JOIN object_standing AS o USING (object)
 ORDER BY s.object
