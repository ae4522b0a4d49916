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

-- A row that the ledger could not take would stop the night, so that it stops its check here.
CREATE FUNCTION check_judge(p_check text) RETURNS void LANGUAGE plpgsql AS $$
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
  SELECT record_id, part, rep_id INTO bad
    FROM stage_finding
   WHERE check_id = p_check
   GROUP BY record_id, part, rep_id
  HAVING count(*) > 1
   ORDER BY record_id, part COLLATE "C", rep_id
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'record % of rep "%" is there more than once with the part "%"; give a column "part" that tells them apart',
      bad.record_id, bad.rep_id, bad.part;
  END IF;
END $$;

-- Runs one check's SELECT and keeps its rows of the scope in stage_finding. The columns of
-- the contract are asked for by name, the rest is the detail. A semicolon may end the
-- text, comments after it too. That it is one statement was seen to before (db_describe()):
-- here several would be run.
CREATE OR REPLACE FUNCTION check_run(p_check text, p_sql text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  amount bigint;
BEGIN
  EXECUTE format(
    'INSERT INTO stage_finding (check_id, record_type, record_id, part, rep_id, account_id, label, severity, why, weight, detail)
     SELECT %L, q.record_type, q.record_id, coalesce(d.j ->> ''part'', ''''), coalesce(q.rep_id, ''''), q.account_id, q.label,
            q.severity, q.why, coalesce((d.j ->> ''weight'')::numeric, 0),
            d.j - ''{record_type,record_id,part,rep_id,account_id,label,severity,why,weight}''::text[]
       FROM (%s) AS q
      CROSS JOIN LATERAL (SELECT to_jsonb(q) AS j) AS d
      WHERE coalesce(q.rep_id, '''') COLLATE "C" BETWEEN scope_low() AND scope_high()',
    p_check, regexp_replace(p_sql, ';(\s|--[^\n]*|/\*([^*]|\*+[^*/])*\*+/)*$', '') || E'\n');
  GET DIAGNOSTICS amount = ROW_COUNT;
  PERFORM check_judge(p_check);
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
