-- $1 schema
SELECT pg_advisory_lock(hashtextextended('crmaudit schema ' || $1::text, 0))
