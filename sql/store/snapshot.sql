-- What this transaction sees, for other connections; NULL where it has written, since they would not see that.
SELECT CASE WHEN pg_current_xact_id_if_assigned() IS NULL THEN pg_export_snapshot() END AS snapshot
