-- $1 rep
SELECT 'rep-' || file AS file, name FROM rep_file WHERE rep_id = $1
