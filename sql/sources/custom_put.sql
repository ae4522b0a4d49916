-- $1 object, $2 our column, $3 the CRM's field. A standard column is read from another
-- field; any other name becomes a custom column.
INSERT INTO source_field (object, name, field, kind, place, is_tracked, is_custom, is_present)
VALUES ($1, $2, $3, 'text', 1000 + (SELECT count(*) FROM source_field WHERE object = $1), true, true, false)
ON CONFLICT (object, name) DO UPDATE SET field = excluded.field
