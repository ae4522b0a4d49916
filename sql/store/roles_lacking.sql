-- What the organisation's database roles lack, or have too much, as statements in the order
-- in which they go; nothing where all is as it should be. makes_role: takes CREATEROLE, all
-- others the owner of the schema.
--   loader   owns what a pull fills, and may make tables to stage it in
--   checker  owns what checks find and people decide, reads the rest
--   reader   reads what reports show: all but what is staged, and what
--            would tell of the forgotten who they were
--   cage     the user's own checks; reads what the reader reads
-- Tables that are in no list are the checker's; what says which run counts stays the login's.
WITH part AS MATERIALIZED (
  SELECT p.part, role_name(p.part) AS name, r.oid AS role
    FROM unnest('{loader,checker,reader,cage}'::text[]) AS p (part)
    LEFT JOIN pg_roles AS r ON r.rolname = role_name(p.part)
), place AS MATERIALIZED (
  SELECT oid AS schema, nspacl AS acl, quote_ident(nspname) AS name FROM pg_namespace WHERE nspname = current_schema()
), thing AS MATERIALIZED (
  SELECT c.oid AS thing, c.relkind, c.relowner, c.relacl, format('%s.%I', s.name, c.relname) AS name,
         CASE WHEN c.relkind = 'v' THEN CASE WHEN c.relname LIKE 'source\_%' THEN 'loader' END
              WHEN c.relname = ANY ('{schema_version,run,publication,setting,country_name,required_field_default}') THEN NULL
              WHEN c.relname = ANY ('{stage_check,stage_decision,stage_finding,stage_past,stage_past_why}') THEN 'checker'
              WHEN c.relname LIKE 'stage\_%' OR c.relname = ANY ('{
                account_history,account_team_member,account_version,activity,approval,approval_step,campaign_member,
                contact_history,contact_version,contract,crm_user_version,derivation,described_field,document_link,drift,
                email_message,email_relation,event,event_relation,lead_history,lead_status,lead_version,note,
                opportunity_contact_role,opportunity_field_history,opportunity_history,opportunity_stage,
                opportunity_team_member,opportunity_version,queue,quote,reconciliation,record_master,source_field,
                source_state,support_case,task,user_role}') THEN 'loader'
              ELSE 'checker' END AS keeper,
         (c.relkind = 'r' AND c.relname LIKE 'stage\_%') OR (c.relkind = 'v' AND c.relname LIKE 'source\_%') AS is_stage,
         c.relname = ANY ('{forgotten_address,forgotten_word}') AS is_about_forgotten
    FROM pg_class AS c
    JOIN place AS s ON s.schema = c.relnamespace
   WHERE c.relkind IN ('r', 'v')
), sight AS MATERIALIZED (
  SELECT t.*, p.part, p.name AS role_name, p.role, t.keeper IS NOT DISTINCT FROM p.part AS keeps,
         CASE p.part WHEN 'loader' THEN true
                     WHEN 'checker' THEN NOT t.is_stage OR t.keeper = 'checker'
                     ELSE NOT t.is_stage AND NOT t.is_about_forgotten END AS sees
    FROM thing AS t
   CROSS JOIN part AS p
), cage AS MATERIALIZED (
  SELECT c.oid AS function, c.proowner, format('%s.cage_rows(text, bigint)', s.name) AS name
    FROM pg_proc AS c
    JOIN place AS s ON s.schema = c.pronamespace
   WHERE c.proname = 'cage_rows'
), moved AS MATERIALIZED (
  SELECT p.part, t.name, format('ALTER %s %s OWNER TO %I', CASE t.relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, t.name, p.name) AS statement
    FROM thing AS t
    JOIN part AS p ON p.part = t.keeper
   WHERE t.relowner IS DISTINCT FROM p.role
  UNION ALL
  SELECT p.part, c.name, format('ALTER FUNCTION %s OWNER TO %I', c.name, p.name)
    FROM cage AS c
    JOIN part AS p ON p.part = 'cage'
   WHERE c.proowner IS DISTINCT FROM p.role
), may_create AS MATERIALIZED (
  SELECT p.*, s.name AS schema_name,
         EXISTS (SELECT FROM aclexplode(s.acl) AS a WHERE a.grantee = p.role AND a.privilege_type = 'CREATE') AS may,
         p.part = 'loader' OR EXISTS (SELECT FROM moved AS m WHERE m.part = p.part) AS must
    FROM part AS p
   CROSS JOIN place AS s
), lacking AS (
  SELECT 1 AS step, true AS makes_role, part AS what, format('CREATE ROLE %I NOLOGIN', name) AS statement
    FROM part
   WHERE role IS NULL
  UNION ALL
  SELECT 2, true, part, format('GRANT %I TO %I', name, session_user)
    FROM part
   WHERE NOT coalesce(pg_has_role(session_user, role, 'USAGE'), false)
  UNION ALL
  SELECT 2, true, '', format('GRANT %I TO %I', r.name, c.name)
    FROM part AS r, part AS c
   WHERE r.part = 'reader' AND c.part = 'cage' AND NOT coalesce(pg_has_role(c.role, r.role, 'USAGE'), false)
  UNION ALL
  SELECT 2, true, '', format('REVOKE %I FROM %I', role.rolname, p.name)
    FROM part AS p
    JOIN pg_auth_members AS m ON m.member = p.role
    JOIN pg_roles AS role ON role.oid = m.roleid
   WHERE NOT (p.part = 'cage' AND role.rolname = role_name('reader'))
  UNION ALL
  SELECT 3, false, p.part, format('GRANT USAGE ON SCHEMA %s TO %I', s.name, p.name)
    FROM part AS p
   CROSS JOIN place AS s
   WHERE p.part <> 'cage' AND NOT coalesce(has_schema_privilege(p.role, s.schema, 'USAGE'), false)
  UNION ALL
  SELECT 4, false, part, format('GRANT CREATE ON SCHEMA %s TO %I', schema_name, name) FROM may_create WHERE must AND NOT may
  UNION ALL
  SELECT 5, false, name, statement FROM moved WHERE part <> 'cage'
  UNION ALL
  SELECT 6, false, name || part, format('GRANT SELECT ON %s TO %I', name, role_name)
    FROM sight
   WHERE part <> 'cage' AND sees AND NOT keeps AND NOT coalesce(has_table_privilege(role, thing, 'SELECT'), false)
  UNION ALL
  SELECT 7, false, s.name || s.part || a.privilege_type, format('REVOKE %s ON %s FROM %I', a.privilege_type, s.name, s.role_name)
    FROM sight AS s
   CROSS JOIN LATERAL aclexplode(s.relacl) AS a
   WHERE a.grantee = s.role AND s.relowner <> s.role AND NOT (s.sees AND a.privilege_type = 'SELECT' AND s.part <> 'cage')
  UNION ALL
  SELECT 8, false, p.part, format('GRANT EXECUTE ON FUNCTION %s TO %I', c.name, p.name)
    FROM cage AS c
    JOIN part AS p ON p.part = 'checker'
   WHERE NOT coalesce(has_function_privilege(p.role, c.function, 'EXECUTE'), false)
  UNION ALL
  SELECT 9, false, name, statement FROM moved WHERE part = 'cage'
  UNION ALL
  SELECT 10, false, part, format('REVOKE CREATE ON SCHEMA %s FROM %I', schema_name, name)
    FROM may_create
   WHERE part <> 'loader' AND (may OR must)
)
SELECT statement, makes_role FROM lacking ORDER BY step, what COLLATE "C", statement COLLATE "C"
