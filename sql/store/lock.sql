-- One run at a time per organisation, whatever host it comes from.
SELECT pg_advisory_lock(hashtextextended('crmaudit ' || current_schema(), 0))
