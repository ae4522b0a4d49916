-- $1 object, $2 sobject, $3 source, $4 why, $5 seen at, $6 now, $7 run. The mark and what is known of the rows stay: the
-- next pull takes up what changed since.
INSERT INTO source_state (object, sobject, source, is_present, fields_read, rows_source, rows_read, rows_rejected,
                          first_rejected, values_mended, values_unreadable, first_unreadable, rows_here, seen_at,
                          pulled_at, run_id, refused)
VALUES ($1, $2, $3, false, '', -1, 0, 0, '', 0, 0, '', rows_here($1), $5, $6, $7, $4)
ON CONFLICT (object) DO UPDATE
   SET refused = excluded.refused
