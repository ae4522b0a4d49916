-- The checks to be run once more as they were in the night before.
SELECT check_id FROM past_begin() AS check_id
