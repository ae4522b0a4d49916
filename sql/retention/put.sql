-- $1 the run, $2 of what, $3 how many
INSERT INTO run_retention (run_id, name, amount) VALUES ($1, $2, $3)
ON CONFLICT (run_id, name) DO UPDATE SET amount = run_retention.amount + excluded.amount
