-- $1 loader, checker or reader
SELECT role_name($1)
