DELETE FROM source_field WHERE is_custom
