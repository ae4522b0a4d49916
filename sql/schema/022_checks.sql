-- What the user's own checks need: the columns of their detail as the headers declare
-- them, and a run of their SQL that spoils nothing but their own result.

-- The catalogue's: written anew by every run.
CREATE TABLE check_column (
  check_id text NOT NULL,
  place integer NOT NULL,
  name text NOT NULL,
  title text NOT NULL,
  format text NOT NULL,
  CONSTRAINT check_column_pk PRIMARY KEY (check_id, place),
  CONSTRAINT check_column_format_known CHECK (format IN ('text', 'integer', 'number', 'money', 'percent', 'date', 'instant'))
);

-- Says which of a check's rows the ledger could not take: left alone, it would stop the night.
CREATE FUNCTION check_refuse(p_check text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  bad record;
BEGIN
  SELECT record_id, severity INTO bad
    FROM stage_finding
   WHERE check_id = p_check AND severity NOT IN ('warn', 'fail')
   ORDER BY record_id
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'severity must be warn or fail, not "%", on record %', bad.severity, bad.record_id;
  END IF;
  SELECT record_id, part, rep_id INTO STRICT bad
    FROM stage_finding
   WHERE check_id = p_check
   GROUP BY record_id, part, rep_id
  HAVING count(*) > 1
   ORDER BY record_id, part COLLATE "C", rep_id
   LIMIT 1;
  RAISE EXCEPTION 'record % of rep "%" is there more than once with the part "%"; give a column "part" that tells them apart',
    bad.record_id, bad.rep_id, bad.part;
END $$;

-- What a run goes by, and a SELECT could change by set_config().
CREATE FUNCTION check_surroundings() RETURNS text[] LANGUAGE sql VOLATILE AS $$
  SELECT array_agg(current_setting(name, true) ORDER BY name)
    FROM unnest('{crmaudit.run, crmaudit.as_of, crmaudit.as_of_day, crmaudit.org_zone, crmaudit.files_zone, crmaudit.rep,
                  crmaudit.team,
                  search_path, timezone, datestyle, transaction_read_only, role, lock_timeout, statement_timeout}'::text[]) AS name
$$;

-- Runs one check's SELECT and keeps its rows of the scope in stage_finding. The columns of
-- the contract are asked for by name, the rest is the detail. A semicolon may end the
-- text, comments after it too. That it is one statement was seen to before (db_describe()):
-- here several would be run. Of all reps there is nothing to leave out, and the planner,
-- asked to, would take a check's rows for few.
CREATE OR REPLACE FUNCTION check_run(p_check text, p_sql text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  amount bigint;
  good bigint;
  before CONSTANT text[] := check_surroundings();
BEGIN
  EXECUTE format(
    'WITH found AS (
       INSERT INTO stage_finding (check_id, record_type, record_id, part, rep_id, account_id, label, severity, why, weight, detail)
       SELECT %L, q.record_type, q.record_id, coalesce(d.j ->> ''part'', ''''), coalesce(q.rep_id, ''''), q.account_id, q.label,
              q.severity, q.why, coalesce((d.j ->> ''weight'')::numeric, 0),
              d.j - ''{record_type,record_id,part,rep_id,account_id,label,severity,why,weight}''::text[]
         FROM (%s) AS q
        CROSS JOIN LATERAL (SELECT to_jsonb(q) AS j) AS d
        %s
       RETURNING record_id, part, rep_id, severity
     )
     SELECT count(*), count(DISTINCT (record_id, part, rep_id)) FILTER (WHERE severity IN (''warn'', ''fail'')) FROM found',
    p_check, regexp_replace(p_sql, ';(\s|--[^\n]*|/\*([^*]|\*+[^*/])*\*+/)*$', '') || E'\n',
    CASE WHEN scope_low() <> '' THEN 'WHERE coalesce(q.rep_id, '''') COLLATE "C" BETWEEN scope_low() AND scope_high()' END)
    INTO amount, good;
  IF check_surroundings() IS DISTINCT FROM before THEN
    RAISE EXCEPTION 'it changes a setting of the run; a check only reads';
  END IF;
  IF good < amount THEN
    PERFORM check_refuse(p_check);
  END IF;
  RETURN amount;
END $$;

-- How the server would go about a check's text. Of one statement, as above.
CREATE FUNCTION check_plan(p_sql text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  plan jsonb;
BEGIN
  EXECUTE 'EXPLAIN (FORMAT JSON) ' || p_sql INTO plan;
  RETURN plan -> 0 -> 'Plan';
END $$;

-- What a key of a finding's detail is called: by the check's header, else by the key itself.
CREATE OR REPLACE FUNCTION detail_title(p_check text, p_key text) RETURNS text LANGUAGE sql STABLE
RETURN coalesce((SELECT min(title) FROM check_column WHERE check_id = p_check AND name = p_key),
                upper(left(p_key, 1)) || replace(substr(p_key, 2), '_', ' '));
