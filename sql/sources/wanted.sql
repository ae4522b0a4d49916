-- $1 object: the fields that we read of it, its key first
SELECT field FROM source_field WHERE object = $1 GROUP BY field ORDER BY min(place)
