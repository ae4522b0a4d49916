-- $1 object, $2 fields as a JSON list
SELECT stage_make($1, ARRAY(SELECT jsonb_array_elements_text($2::jsonb)))
