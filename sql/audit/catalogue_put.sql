INSERT INTO check_catalogue (check_id, title, rule, why, fix, place, is_enabled)
VALUES ($1, $2, $3, $4, $5, $6::integer, $7::boolean)
