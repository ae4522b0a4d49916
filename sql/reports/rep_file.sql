-- $1 rep
-- shared: file name
SELECT 'rep-' || file AS file, name FROM rep_file WHERE rep_id = $1
