-- What keeps the user's own checks in a cage, and the names of the database roles: one
-- group of three per organisation, and a fourth that nobody is meant to be. Their rights
-- are not here: sql/store/roles_lacking.sql gives them, also to what later steps bring.

-- A name has room for 63 bytes; roles belong to the server, so it says whose they are.
CREATE FUNCTION role_name(p_part text) RETURNS text LANGUAGE sql STABLE
RETURN format('crmaudit_%s_%s', CASE WHEN octet_length(current_schema()) <= 46 THEN current_schema()::text
                                     ELSE md5(current_schema()) END, p_part);

-- The rows of a SELECT that somebody else wrote, p_most at most. It belongs to a role that
-- may read this organisation and nothing else, and within it no other role can be taken:
-- SET ROLE alone would be undone by set_config(). One statement: a cursor takes no more.
CREATE FUNCTION cage_rows(p_sql text, p_most bigint) RETURNS SETOF jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER AS $$
DECLARE
  one record;
  amount bigint := 0;
BEGIN
  FOR one IN EXECUTE p_sql LOOP
    amount := amount + 1;
    IF amount > p_most THEN
      RAISE EXCEPTION 'more than % rows; make it narrower: nobody reads so many findings', p_most;
    END IF;
    RETURN NEXT to_jsonb(one);
  END LOOP;
EXCEPTION WHEN insufficient_privilege OR read_only_sql_transaction OR active_sql_transaction THEN
  RAISE EXCEPTION '%; a check of your own only reads, and only its organisation', SQLERRM;
END $$;
REVOKE ALL ON FUNCTION cage_rows(text, bigint) FROM PUBLIC;

-- Runs a check as check_run() does, in a transaction within that is read-only, which
-- nothing inside can lift, and is rolled back: of what the check did, settings too,
-- only its rows are left. The columns of the contract are named for the server to say which
-- is missing, also of no rows. p_most NULL: any number of them.
CREATE FUNCTION check_run_caged(p_check text, p_sql text, p_most bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  path CONSTANT text := current_setting('search_path');
  before text[];
  found jsonb[];
  amount bigint;
  good bigint;
BEGIN
  BEGIN
    PERFORM set_config('transaction_read_only', 'on', true);
    before := check_surroundings();
    found := ARRAY(
      SELECT r -> 'j'
        FROM cage_rows(format(
          'SELECT to_jsonb(q) AS j
             FROM (%s) AS q
            WHERE (true OR (q.record_type, q.record_id, q.rep_id, q.account_id, q.label, q.severity, q.why) IS NULL) %s',
          regexp_replace(p_sql, ';(\s|--[^\n]*|/\*([^*]|\*+[^*/])*\*+/)*$', '') || E'\n',
          CASE WHEN scope_low() <> '' THEN 'AND coalesce(q.rep_id, '''') COLLATE "C" BETWEEN scope_low() AND scope_high()' END),
          p_most) AS r);
    IF current_setting('search_path') <> path THEN
      RAISE EXCEPTION 'it changes a setting of the run; a check only reads';
    END IF;
    IF check_surroundings() IS DISTINCT FROM before THEN
      RAISE EXCEPTION 'it changes a setting of the run; a check only reads';
    END IF;
    RAISE EXCEPTION 'its rows are read' USING ERRCODE = 'CAGED';
  EXCEPTION
    WHEN SQLSTATE 'CAGED' THEN
      NULL;
  END;
  WITH put AS (
    INSERT INTO stage_finding (check_id, record_type, record_id, part, rep_id, account_id, label, severity, why, weight, detail)
    SELECT p_check, j ->> 'record_type', j ->> 'record_id', coalesce(j ->> 'part', ''), coalesce(j ->> 'rep_id', ''),
           j ->> 'account_id', j ->> 'label', j ->> 'severity', j ->> 'why', coalesce((j ->> 'weight')::numeric, 0),
           j - '{record_type,record_id,part,rep_id,account_id,label,severity,why,weight}'::text[]
      FROM unnest(found) AS j
    RETURNING record_id, part, rep_id, severity
  )
  SELECT count(*), count(DISTINCT (record_id, part, rep_id)) FILTER (WHERE severity IN ('warn', 'fail')) INTO amount, good
    FROM put;
  IF good < amount THEN
    PERFORM check_refuse(p_check);
  END IF;
  RETURN amount;
END $$;

-- A cursor takes one statement, and the plan is made with the rights that it would run with.
CREATE OR REPLACE FUNCTION check_plan(p_sql text) RETURNS jsonb LANGUAGE sql
RETURN (SELECT r -> 'QUERY PLAN' -> 0 -> 'Plan' FROM cage_rows('EXPLAIN (FORMAT JSON) ' || p_sql, 1) AS r);

-- The SQL of the night before is text out of a table, whoever wrote it: it runs in the cage.
CREATE OR REPLACE FUNCTION past_check(p_check text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  past_name text := p_check || ' before';
BEGIN
  INSERT INTO run_param (run_id, check_id, rep_id, params)
  SELECT -run_id(), check_id, rep_id, past FROM past_param WHERE check_id = p_check;
  UPDATE run_param SET check_id = past_name WHERE run_id = run_id() AND check_id = p_check;
  UPDATE run_param SET run_id = run_id() WHERE run_id = -run_id() AND check_id = p_check;
  PERFORM check_run_caged(past_name, coalesce((SELECT sql FROM night_check WHERE check_id = p_check),
                                              (SELECT sql FROM stage_check WHERE check_id = p_check)), NULL);
  INSERT INTO stage_past (check_id, record_id, part, rep_id, severity)
  SELECT p_check, record_id, part, rep_id, severity FROM stage_finding WHERE check_id = past_name;
  DELETE FROM stage_finding WHERE check_id = past_name;
  DELETE FROM run_param WHERE run_id = run_id() AND check_id = p_check;
  UPDATE run_param SET check_id = p_check WHERE run_id = run_id() AND check_id = past_name;
  RETURN NULL;
EXCEPTION WHEN query_canceled OR OTHERS THEN
  DELETE FROM stage_past_why WHERE check_id = p_check;
  RETURN SQLERRM;
END $$;
