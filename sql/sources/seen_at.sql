-- A change cannot have been seen before the last pull saw the record without it, nor in
-- the future. $1 the run's instant, $2 now
SELECT greatest(least($1::timestamptz, $2::timestamptz), max(seen_at)) FROM source_state
