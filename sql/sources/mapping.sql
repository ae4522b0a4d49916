-- $1 object: its custom columns and the fields that fill them
SELECT string_agg(name || '=' || field, ',' ORDER BY name) FROM source_field WHERE object = $1 AND is_custom
