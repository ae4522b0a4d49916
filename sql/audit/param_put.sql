-- $1 check, $2 name, $3 scope, $4 who, $5 value as JSON, $6 unit, $7 origin. The first word on a
-- threshold for all is its header's.
INSERT INTO parameter (check_id, name, scope, who, value, unit, origin, default_value, default_origin)
VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, CASE $3 WHEN 'all' THEN $5::jsonb END, CASE $3 WHEN 'all' THEN $7 END)
ON CONFLICT (check_id, name, scope, who) DO UPDATE SET value = excluded.value, origin = excluded.origin
