-- What a run looks with (reps, thresholds), and what it found: the ledger.

CREATE TABLE run_rep (
  run_id bigint NOT NULL,
  rep_id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  alias text NOT NULL,
  role text NOT NULL,
  zone text NOT NULL,
  manager_id text COLLATE "C" NOT NULL,
  manager text NOT NULL,
  is_named boolean NOT NULL,
  CONSTRAINT run_rep_pk PRIMARY KEY (run_id, rep_id)
);

-- A check's header, as the program holds it.
CREATE TABLE check_catalogue (
  check_id text NOT NULL,
  title text NOT NULL,
  rule text NOT NULL,
  why text NOT NULL,
  fix text NOT NULL,
  place integer NOT NULL,
  is_enabled boolean NOT NULL,
  CONSTRAINT check_catalogue_pk PRIMARY KEY (check_id)
);

-- Thresholds as configured: scope 'all', 'role' or 'rep'; who is '' for all.
CREATE TABLE parameter (
  check_id text NOT NULL,
  name text NOT NULL,
  scope text NOT NULL,
  who text NOT NULL,
  value jsonb NOT NULL,
  unit text NOT NULL,
  origin text NOT NULL,
  CONSTRAINT parameter_pk PRIMARY KEY (check_id, name, scope, who),
  CONSTRAINT parameter_scope_known CHECK (scope IN ('all', 'role', 'rep'))
);

-- Thresholds resolved, rep over role over all; rep_id '' is everybody else.
CREATE TABLE run_param (
  run_id bigint NOT NULL,
  check_id text NOT NULL,
  rep_id text COLLATE "C" NOT NULL,
  params jsonb NOT NULL,
  CONSTRAINT run_param_pk PRIMARY KEY (run_id, check_id, rep_id)
);

CREATE TABLE run_check (
  run_id bigint NOT NULL,
  check_id text NOT NULL,
  result text NOT NULL,
  reason text NOT NULL,
  warns bigint NOT NULL,
  fails bigint NOT NULL,
  news bigint NOT NULL,
  resolved bigint NOT NULL,
  milliseconds bigint NOT NULL,
  CONSTRAINT run_check_pk PRIMARY KEY (run_id, check_id),
  CONSTRAINT run_check_result_known CHECK (result IN ('pass', 'warn', 'fail', 'error', 'not_checked'))
);

CREATE UNLOGGED TABLE stage_finding (
  check_id text NOT NULL,
  record_type text NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  part text NOT NULL,
  rep_id text COLLATE "C" NOT NULL,
  account_id text COLLATE "C",
  label text NOT NULL,
  severity text NOT NULL,
  why text NOT NULL,
  weight numeric NOT NULL,
  detail jsonb NOT NULL
);

-- One row per identity (check, record and part, rep) for its whole life.
CREATE TABLE finding (
  finding_id bigint GENERATED ALWAYS AS IDENTITY,
  check_id text NOT NULL,
  record_type text NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  part text NOT NULL,
  rep_id text COLLATE "C" NOT NULL,
  account_id text COLLATE "C",
  label text NOT NULL,
  severity text NOT NULL,
  why text NOT NULL,
  weight numeric NOT NULL,
  detail jsonb NOT NULL,
  state text NOT NULL,
  first_seen date NOT NULL,
  last_seen date NOT NULL,
  resolved_on date,
  reopened_on date,
  reopened_times integer NOT NULL,
  CONSTRAINT finding_pk PRIMARY KEY (finding_id),
  CONSTRAINT finding_identity UNIQUE (check_id, record_id, part, rep_id),
  CONSTRAINT finding_state_known CHECK (state IN ('open', 'resolved')),
  CONSTRAINT finding_severity_known CHECK (severity IN ('warn', 'fail'))
);
CREATE INDEX finding_rep ON finding (rep_id, check_id);

CREATE TABLE coaching_flag (
  flag_id bigint GENERATED ALWAYS AS IDENTITY,
  rep_id text COLLATE "C" NOT NULL,
  state text NOT NULL,
  raised_on date NOT NULL,
  state_on date NOT NULL,
  last_seen date NOT NULL,
  worse_on date,
  fails bigint NOT NULL,
  warns bigint NOT NULL,
  reasons jsonb NOT NULL,
  examples jsonb NOT NULL,
  dismissed_because text,
  CONSTRAINT coaching_flag_pk PRIMARY KEY (flag_id),
  CONSTRAINT coaching_flag_state_known CHECK (state IN ('open', 'scheduled', 'done', 'dismissed'))
);
CREATE INDEX coaching_flag_rep ON coaching_flag (rep_id, raised_on);
