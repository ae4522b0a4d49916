-- $1 run, $2 now
INSERT INTO publication (publication_id, run_id, published_at) VALUES (1, $1, $2)
ON CONFLICT (publication_id) DO UPDATE SET run_id = excluded.run_id, published_at = excluded.published_at
