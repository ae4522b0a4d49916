-- $1 schema: without this mark nothing is ever dropped
SELECT format('COMMENT ON SCHEMA %I IS %L', $1::text, 'crmaudit check test')
