-- Rows that mean nobody. $1 rows of the file
SELECT line, who FROM calendar_unknown($1::jsonb)
