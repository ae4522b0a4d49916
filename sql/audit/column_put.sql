-- $1 check, $2 place, $3 name, $4 title, $5 format
INSERT INTO check_column (check_id, place, name, title, format)
VALUES ($1, $2::integer, $3, $4, $5)
