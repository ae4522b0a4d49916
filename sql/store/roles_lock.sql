SELECT pg_advisory_xact_lock(hashtextextended('crmaudit roles', 0))
