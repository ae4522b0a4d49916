SELECT whole_end() WHERE to_regclass('pg_temp.recent_touch') IS NOT NULL
