-- Rows of before that are no more, in the columns that both have; tables and columns that
-- are no more; and how many rows a table has more.
CREATE OR REPLACE FUNCTION pg_temp.difference() RETURNS TABLE (line text) LANGUAGE plpgsql AS $$
DECLARE
  old record;
  columns text;
  amount bigint;
BEGIN
  FOR old IN SELECT c.oid, c.relname, n.oid AS now FROM pg_class AS c
               LEFT JOIN pg_class AS n ON n.relname = c.relname AND n.relnamespace = current_schema()::regnamespace
              WHERE c.relnamespace = 'before'::regnamespace AND c.relkind = 'r' ORDER BY c.relname COLLATE "C" LOOP
    IF old.now IS NULL THEN
      RETURN QUERY SELECT 'table ' || old.relname;
      CONTINUE;
    END IF;
    RETURN QUERY SELECT format('column %s.%s', old.relname, a.attname) FROM pg_attribute AS a
                  WHERE a.attrelid = old.oid AND a.attnum > 0 AND NOT EXISTS (
                    SELECT FROM pg_attribute AS b WHERE b.attrelid = old.now AND b.attname = a.attname AND NOT b.attisdropped);
    SELECT string_agg(format('%I::text', a.attname), ', ' ORDER BY a.attnum) INTO columns
      FROM pg_attribute AS a JOIN pg_attribute AS b ON b.attrelid = old.now AND b.attname = a.attname AND NOT b.attisdropped
     WHERE a.attrelid = old.oid AND a.attnum > 0;
    RETURN QUERY EXECUTE format('SELECT format(''row of %%s: %%s'', %L, t::text) FROM (SELECT %2$s FROM before.%1$I EXCEPT ALL
                                 SELECT %2$s FROM %1$I) AS t', old.relname, columns);
    EXECUTE format('SELECT (SELECT count(*) FROM %1$I) - (SELECT count(*) FROM before.%1$I)', old.relname) INTO amount;
    IF amount > 0 AND old.relname <> 'schema_version' THEN
      RETURN QUERY SELECT format('%s more in %s', amount, old.relname);
    END IF;
  END LOOP;
END $$;
SELECT line FROM pg_temp.difference()
