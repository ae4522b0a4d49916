-- $1 object: what a comparison of its keys reads, the key first
SELECT field FROM source_field WHERE object = $1 AND is_present AND (place = 1 OR name IN ('is_deleted', 'stamp')) ORDER BY place
