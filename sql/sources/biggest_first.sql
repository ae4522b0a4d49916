-- The objects by what we hold of them: who begins with the biggest ends first
SELECT object FROM source_state WHERE is_present ORDER BY rows_here DESC, object
