-- The run log, what every source gave, and the CRM's records with their history.

CREATE TABLE run (
  run_id bigint GENERATED ALWAYS AS IDENTITY,
  job text NOT NULL,
  as_of timestamptz NOT NULL,
  as_of_day date NOT NULL,
  rep_id text COLLATE "C",
  state text NOT NULL,
  message text,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  CONSTRAINT run_pk PRIMARY KEY (run_id),
  CONSTRAINT run_state_known CHECK (state IN ('running', 'done', 'failed'))
);

-- The one pointer: which run's night readers see.
CREATE TABLE publication (
  publication_id integer NOT NULL,
  run_id bigint NOT NULL,
  published_at timestamptz NOT NULL,
  CONSTRAINT publication_pk PRIMARY KEY (publication_id),
  CONSTRAINT publication_single CHECK (publication_id = 1),
  CONSTRAINT publication_run_fk FOREIGN KEY (run_id) REFERENCES run (run_id)
);

CREATE TABLE setting (
  section text NOT NULL,
  name text NOT NULL,
  value text NOT NULL,
  CONSTRAINT setting_pk PRIMARY KEY (section, name)
);

CREATE FUNCTION setting_value(p_section text, p_name text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT value FROM setting WHERE section = p_section AND name = p_name
$$;

CREATE FUNCTION setting_list(p_section text, p_name text) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT btrim(item)
    FROM setting, string_to_table(value, ',') AS item
   WHERE section = p_section AND name = p_name AND btrim(item) <> ''
$$;

-- Which field of the source fills which column of ours. sql/sources/fields.sql has
-- the standard ones, [fields.…] of the configuration the custom ones.
CREATE TABLE source_field (
  object text NOT NULL,
  name text NOT NULL,
  field text NOT NULL,
  kind text NOT NULL,
  place integer NOT NULL,
  is_tracked boolean NOT NULL,
  is_custom boolean NOT NULL,
  is_present boolean NOT NULL,
  CONSTRAINT source_field_pk PRIMARY KEY (object, name)
);

CREATE TABLE source_state (
  object text NOT NULL,
  sobject text NOT NULL,
  source text NOT NULL,
  is_present boolean NOT NULL,
  mark text,
  fields_read text NOT NULL,
  rows_source bigint NOT NULL,
  rows_read bigint NOT NULL,
  rows_rejected bigint NOT NULL,
  first_rejected text NOT NULL,
  values_mended bigint NOT NULL,
  values_unreadable bigint NOT NULL,
  first_unreadable text NOT NULL,
  rows_here bigint NOT NULL,
  seen_at timestamptz NOT NULL,
  pulled_at timestamptz NOT NULL,
  run_id bigint NOT NULL,
  CONSTRAINT source_state_pk PRIMARY KEY (object)
);

CREATE TABLE user_role (
  role_id text COLLATE "C" NOT NULL,
  name text,
  developer_name text,
  parent_id text COLLATE "C",
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT user_role_pk PRIMARY KEY (role_id)
);

CREATE TABLE crm_user_version (
  user_id text COLLATE "C" NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz NOT NULL,
  name text,
  username text,
  email text,
  alias text,
  is_active boolean,
  user_type text,
  role_id text COLLATE "C",
  manager_id text COLLATE "C",
  zone text,
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  custom jsonb NOT NULL DEFAULT '{}',
  extra jsonb NOT NULL DEFAULT '{}',
  CONSTRAINT crm_user_version_pk PRIMARY KEY (user_id, valid_from)
);

CREATE TABLE account_version (
  account_id text COLLATE "C" NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz NOT NULL,
  name text,
  type text,
  owner_id text COLLATE "C",
  parent_id text COLLATE "C",
  industry text,
  rating text,
  employees text,
  website text,
  billing_street text,
  billing_city text,
  billing_state text,
  billing_postal_code text,
  billing_country text,
  shipping_street text,
  shipping_city text,
  shipping_state text,
  shipping_postal_code text,
  shipping_country text,
  created_at timestamptz,
  is_deleted boolean NOT NULL DEFAULT false,
  master_id text COLLATE "C",
  stamp timestamptz,
  custom jsonb NOT NULL DEFAULT '{}',
  extra jsonb NOT NULL DEFAULT '{}',
  CONSTRAINT account_version_pk PRIMARY KEY (account_id, valid_from)
);
CREATE INDEX account_version_owner ON account_version ((coalesce(owner_id, '') COLLATE "C"));

CREATE TABLE contact_version (
  contact_id text COLLATE "C" NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz NOT NULL,
  account_id text COLLATE "C",
  owner_id text COLLATE "C",
  reports_to_id text COLLATE "C",
  name text,
  first_name text,
  last_name text,
  title text,
  department text,
  email text,
  opted_out boolean,
  do_not_call boolean,
  created_at timestamptz,
  is_deleted boolean NOT NULL DEFAULT false,
  master_id text COLLATE "C",
  stamp timestamptz,
  custom jsonb NOT NULL DEFAULT '{}',
  extra jsonb NOT NULL DEFAULT '{}',
  CONSTRAINT contact_version_pk PRIMARY KEY (contact_id, valid_from)
);
CREATE INDEX contact_version_account ON contact_version (account_id);

CREATE TABLE lead_version (
  lead_id text COLLATE "C" NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz NOT NULL,
  owner_id text COLLATE "C",
  name text,
  first_name text,
  last_name text,
  company text,
  status text,
  source text,
  rating text,
  email text,
  opted_out boolean,
  do_not_call boolean,
  is_converted boolean,
  converted_account_id text COLLATE "C",
  converted_contact_id text COLLATE "C",
  created_at timestamptz,
  is_deleted boolean NOT NULL DEFAULT false,
  master_id text COLLATE "C",
  stamp timestamptz,
  custom jsonb NOT NULL DEFAULT '{}',
  extra jsonb NOT NULL DEFAULT '{}',
  CONSTRAINT lead_version_pk PRIMARY KEY (lead_id, valid_from)
);

CREATE TABLE opportunity_version (
  opportunity_id text COLLATE "C" NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz NOT NULL,
  account_id text COLLATE "C",
  owner_id text COLLATE "C",
  name text,
  stage text,
  amount numeric,
  close_date date,
  next_step text,
  type text,
  crm_closed boolean,
  crm_won boolean,
  created_at timestamptz,
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  custom jsonb NOT NULL DEFAULT '{}',
  extra jsonb NOT NULL DEFAULT '{}',
  CONSTRAINT opportunity_version_pk PRIMARY KEY (opportunity_id, valid_from)
);
CREATE INDEX opportunity_version_owner ON opportunity_version ((coalesce(owner_id, '') COLLATE "C"));
CREATE INDEX opportunity_version_account ON opportunity_version (account_id);

CREATE TABLE opportunity_stage (
  stage_id text COLLATE "C" NOT NULL,
  label text,
  is_closed boolean,
  is_won boolean,
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT opportunity_stage_pk PRIMARY KEY (stage_id)
);

CREATE TABLE support_case (
  case_id text COLLATE "C" NOT NULL,
  account_id text COLLATE "C",
  contact_id text COLLATE "C",
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT support_case_pk PRIMARY KEY (case_id)
);

CREATE TABLE task (
  task_id text COLLATE "C" NOT NULL,
  owner_id text COLLATE "C",
  who_id text COLLATE "C",
  what_id text COLLATE "C",
  account_id text COLLATE "C",
  subject text,
  status text,
  subtype text,
  type text,
  call_type text,
  due_on date,
  completed_at timestamptz,
  created_at timestamptz,
  is_closed boolean,
  is_recurrence boolean NOT NULL DEFAULT false,
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT task_pk PRIMARY KEY (task_id)
);

CREATE TABLE event (
  event_id text COLLATE "C" NOT NULL,
  owner_id text COLLATE "C",
  who_id text COLLATE "C",
  what_id text COLLATE "C",
  account_id text COLLATE "C",
  subject text,
  starts_at timestamptz,
  starts_on date,
  is_all_day boolean NOT NULL DEFAULT false,
  is_child boolean NOT NULL DEFAULT false,
  is_recurrence boolean NOT NULL DEFAULT false,
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT event_pk PRIMARY KEY (event_id)
);

-- Every task and event in the words of the rules. Derived: 006_activity.sql.
CREATE TABLE activity (
  activity_id text COLLATE "C" NOT NULL,
  source text NOT NULL,
  kind text NOT NULL,
  direction text NOT NULL,
  is_done boolean NOT NULL,
  is_automated boolean NOT NULL,
  rep_id text COLLATE "C",
  person_id text COLLATE "C",
  account_id text COLLATE "C",
  opportunity_id text COLLATE "C",
  case_id text COLLATE "C",
  at timestamptz,
  has_time boolean NOT NULL,
  subject text,
  subject_key text NOT NULL,
  folded_into text COLLATE "C",
  CONSTRAINT activity_pk PRIMARY KEY (activity_id, source)
);
CREATE INDEX activity_rep ON activity (rep_id, at);
CREATE INDEX activity_person ON activity (person_id, at);
CREATE INDEX activity_account ON activity (account_id, at);
CREATE INDEX activity_opportunity ON activity (opportunity_id, at) WHERE opportunity_id IS NOT NULL;
CREATE INDEX activity_case ON activity (case_id, at) WHERE case_id IS NOT NULL;
CREATE INDEX activity_at ON activity (at);

-- Which rows the merge under way has touched, which activities are to be derived anew
-- because of it, and the persons among whose activities may fold otherwise now.
CREATE UNLOGGED TABLE stage_changed (
  object text NOT NULL,
  record_id text COLLATE "C" NOT NULL
);
CREATE UNLOGGED TABLE stage_activity (
  source text NOT NULL,
  activity_id text COLLATE "C" NOT NULL
);
CREATE UNLOGGED TABLE stage_person (
  person_id text COLLATE "C" NOT NULL
);

-- With which settings the activities were derived last.
CREATE TABLE derivation (
  derivation_id integer NOT NULL,
  settings text NOT NULL,
  CONSTRAINT derivation_pk PRIMARY KEY (derivation_id),
  CONSTRAINT derivation_single CHECK (derivation_id = 1)
);
