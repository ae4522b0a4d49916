-- Whether jobs can take the organisation's roles: they have their rights, all of them where
-- the cage has its owner, since that is given last, and this login may take them. may_make:
-- whether this login can bring about what is lacking.
WITH part AS (
  SELECT p.part, r.oid AS role,
         coalesce(pg_has_role(session_user, r.oid,
           CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER' END), false) AS may_take
    FROM unnest('{loader,checker,reader,cage}'::text[]) AS p (part)
    LEFT JOIN pg_roles AS r ON r.rolname = role_name(p.part)
)
SELECT bool_and(part.may_take) AND bool_or(part.part = 'cage' AND part.role = f.proowner) AS is_ready,
       bool_and(part.may_take) OR bool_or(login.rolsuper OR login.rolcreaterole) AS may_make
  FROM part
 CROSS JOIN (SELECT proowner FROM pg_proc WHERE proname = 'cage_rows' AND pronamespace = to_regnamespace(quote_ident(current_schema()))) AS f
 CROSS JOIN (SELECT rolsuper, rolcreaterole FROM pg_roles WHERE rolname = session_user) AS login
