-- The planner has not seen this run's reps and thresholds yet; taken for none, they make it
-- look up one by one what is to be read once.
ANALYZE run_rep, run_param
