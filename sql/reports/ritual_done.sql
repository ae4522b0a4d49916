-- $1 ritual: its days up to now are written
INSERT INTO ritual_done (name, due_on, written_on, run_id)
SELECT name, due_on, as_of_day(), run_id() FROM ritual_due WHERE name = $1
