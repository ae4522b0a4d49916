-- $1 object, $2 sobject, $3 source, $4 present, $5 mark, $6 fields read, $7 rows at the source, $8 read, $9 rejected,
-- $10 first rejected, $11 mended, $12 unreadable, $13 an example, $14 seen at, $15 now, $16 run, $17 unchanged.
-- An object that is as it was keeps what its last reading told.
INSERT INTO source_state (object, sobject, source, is_present, mark, fields_read, rows_source, rows_read, rows_rejected,
                          first_rejected, values_mended, values_unreadable, first_unreadable, rows_here, seen_at,
                          pulled_at, run_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, rows_here($1), $14, $15, $16)
ON CONFLICT (object) DO UPDATE
   SET sobject = excluded.sobject, source = excluded.source, is_present = excluded.is_present, mark = excluded.mark,
       fields_read = excluded.fields_read,
       rows_source = CASE WHEN $17::boolean THEN source_state.rows_source ELSE excluded.rows_source END,
       rows_read = excluded.rows_read,
       rows_rejected = CASE WHEN $17::boolean THEN source_state.rows_rejected ELSE excluded.rows_rejected END,
       first_rejected = CASE WHEN $17::boolean THEN source_state.first_rejected ELSE excluded.first_rejected END,
       values_mended = CASE WHEN $17::boolean THEN source_state.values_mended ELSE excluded.values_mended END,
       values_unreadable = CASE WHEN $17::boolean THEN source_state.values_unreadable ELSE excluded.values_unreadable END,
       first_unreadable = CASE WHEN $17::boolean THEN source_state.first_unreadable ELSE excluded.first_unreadable END,
       rows_here = excluded.rows_here, seen_at = excluded.seen_at, pulled_at = excluded.pulled_at, run_id = excluded.run_id,
       refused = ''
