-- $1 object, $2 source: where its last pull ended, and with which fields
SELECT mark, fields_read FROM source_state WHERE object = $1 AND source = $2 AND is_present
