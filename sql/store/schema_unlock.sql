-- $1 schema
SELECT pg_advisory_unlock(hashtextextended('crmaudit schema ' || $1::text, 0))
