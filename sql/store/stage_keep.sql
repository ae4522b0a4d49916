-- $1 object, $2 identity, $3 place, $4 complete, $5 rows, $6 values mended, $7 now
INSERT INTO stage_progress (object, identity, place, is_complete, rows_kept, values_mended, kept_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (object) DO UPDATE
   SET identity = excluded.identity, place = excluded.place, is_complete = excluded.is_complete,
       rows_kept = excluded.rows_kept, values_mended = excluded.values_mended, kept_at = excluded.kept_at
