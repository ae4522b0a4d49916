-- $1 schema
SELECT pg_advisory_lock(hashtextextended('crmaudit ' || $1::text, 0))
