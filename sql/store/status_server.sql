-- The server and our rights in it. $1 schema, $2 our clock, $3 the org's zone
SELECT current_setting('server_version_num')::integer AS number, current_setting('server_version') AS version,
       current_database() AS database, current_user AS login,
       to_regnamespace(quote_ident($1::text)) IS NOT NULL AS has_schema,
       CASE WHEN to_regnamespace(quote_ident($1)) IS NULL THEN has_database_privilege(current_database(), 'CREATE')
            ELSE has_schema_privilege(quote_ident($1), 'CREATE') AND has_schema_privilege(quote_ident($1), 'USAGE') END AS may_create,
       -- a run of all reps keeps some, as the checker; one rep's workbook, as the reader
       (SELECT string_agg(quote_ident(r.rolname), ', ' ORDER BY r.rolname)
          FROM pg_roles AS r
         WHERE (r.rolname = current_user OR (r.rolname ~ '^crmaudit_.*_(checker|reader)$' AND pg_has_role(r.oid, 'MEMBER')))
           AND NOT has_database_privilege(r.oid, current_database(), 'TEMPORARY')) AS keep_nothing,
       pg_is_in_recovery() AS is_standby,
       getdatabaseencoding() AS encoding,
       EXISTS (SELECT FROM pg_timezone_names WHERE name = $3::text) AS knows_zone,
       round(extract(epoch FROM clock_timestamp() - $2::timestamptz))::integer AS seconds_ahead
