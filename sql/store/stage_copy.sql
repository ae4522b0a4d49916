-- $1 object, $2 fields as a JSON list, in the order of the rows
SELECT format('COPY %I (%s) FROM STDIN', 'stage_' || $1::text, string_agg(format('%I', field), ', ' ORDER BY place))
  FROM jsonb_array_elements_text($2::jsonb) WITH ORDINALITY AS f (field, place)
