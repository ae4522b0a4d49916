-- What a source does not count stays empty: -1 in the store. An increment says nothing of
-- the whole, so the source's own count comes first.
-- shared: sobject source state rows_source rows_here rows_read rows_rejected values_unreadable values_mended rows_vanished lost_fields newest_stamp pulled_at
SELECT s.sobject, s.source,
       CASE WHEN s.object IN (SELECT object FROM left_out) THEN 'left out' WHEN NOT s.is_present THEN 'absent' WHEN o.suspicion <> '' THEN 'in doubt' WHEN s.rows_rejected > 0 THEN 'incomplete'
            WHEN o.mismatch <> '' THEN 'differs' WHEN o.lost_fields IS NOT NULL THEN 'lacks fields' ELSE 'complete' END AS state,
       coalesce(nullif(o.rows_counted, -1), nullif(s.rows_source, -1)) AS rows_source, s.rows_here, s.rows_read, s.rows_rejected,
       s.values_unreadable, s.values_mended, o.rows_vanished, o.lost_fields,
       to_char(o.newest_stamp AT TIME ZONE org_zone(), 'YYYY-MM-DD HH24:MI') AS newest_stamp,
       to_char(s.pulled_at AT TIME ZONE org_zone(), 'YYYY-MM-DD HH24:MI') AS pulled_at,
       concat_ws(E'\n', CASE WHEN o.is_lost AND s.object NOT IN (SELECT object FROM left_out) THEN 'it was there: hidden from the login or removed' END,
                 nullif(o.suspicion, ''), nullif(o.mismatch, ''),
                 CASE WHEN o.formula_fields IS NOT NULL
                      THEN format('formula fields as of %s: %s', coalesce(day_of(o.whole_at)::text, 'an unknown day'),
                                  o.formula_fields) END,
                 CASE WHEN coalesce(o.rows_counted, -1) < 0 AND s.rows_source > s.rows_here AND s.rows_rejected = 0
                      THEN counted(s.rows_source - s.rows_here, 'row') || ' of the source deleted there, merged, or doubled' END,
                 nullif(s.first_rejected, ''), nullif(s.first_unreadable, '')) AS example
  FROM source_state AS s
  JOIN object_standing AS o USING (object)
 ORDER BY s.sobject, s.object
