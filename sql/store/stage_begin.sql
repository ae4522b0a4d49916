-- $1 object, $2 fields as a JSON list, $3 identity, $4 now: the progress that is gone on from, if any
SELECT place, is_complete, rows_kept, values_mended, kept_at
  FROM stage_begin($1, ARRAY(SELECT jsonb_array_elements_text($2::jsonb)), $3, $4::timestamptz)
