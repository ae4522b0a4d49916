ANALYZE activity
