-- A copy of every row there is, to be compared with what an upgrade leaves.
CREATE SCHEMA before;
SELECT format('CREATE TABLE before.%I AS TABLE %1$I', relname)
  FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' \gexec
