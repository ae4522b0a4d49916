INSERT INTO setting (section, name, value) VALUES ($1, $2, $3)
ON CONFLICT (section, name) DO UPDATE SET value = excluded.value
