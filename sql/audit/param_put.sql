-- $1 check, $2 name, $3 scope, $4 who, $5 value as JSON, $6 unit, $7 origin
INSERT INTO parameter (check_id, name, scope, who, value, unit, origin)
VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7)
ON CONFLICT (check_id, name, scope, who) DO UPDATE SET value = excluded.value, origin = excluded.origin
