-- A change cannot have been seen before the last pull saw the record without it.
-- $1 the run's instant
SELECT greatest($1::timestamptz, max(seen_at)) FROM source_state
