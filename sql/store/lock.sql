-- One run at a time per organisation, whatever host it comes from.
SELECT pg_try_advisory_lock(hashtextextended('crmaudit ' || current_schema(), 0)) AS locked
