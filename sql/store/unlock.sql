SELECT pg_advisory_unlock(hashtextextended('crmaudit ' || current_schema(), 0))
