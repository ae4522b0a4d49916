-- $1 the checks' SQL as [{id, sql}]; a comment is no change.
INSERT INTO stage_check (check_id, sql)
SELECT id, regexp_replace(sql, '^--[^\n]*\n', '', 'gn') FROM jsonb_to_recordset($1::jsonb) AS c (id text, sql text)
