-- What else the CRM knows of a deal, a person and an e-mail: histories, attendees, files,
-- quotes, contracts, teams, approvals. Without versions: most of them never change, and
-- the histories are history themselves.

-- A snapshot of the deal per save that changed its stage, amount, probability or close date.
CREATE TABLE opportunity_history (
  history_id text COLLATE "C" NOT NULL,
  opportunity_id text COLLATE "C",
  stage text,
  amount numeric,
  close_date date,
  probability numeric,
  created_at timestamptz,
  created_by text COLLATE "C",
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT opportunity_history_pk PRIMARY KEY (history_id)
);
CREATE INDEX opportunity_history_opportunity ON opportunity_history (opportunity_id, created_at);

-- What was changed on a record, for the fields that the organisation tracks; values as the CRM wrote them.
CREATE TABLE opportunity_field_history (
  history_id text COLLATE "C" NOT NULL,
  record_id text COLLATE "C",
  field text,
  old_value text,
  new_value text,
  created_at timestamptz,
  created_by text COLLATE "C",
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT opportunity_field_history_pk PRIMARY KEY (history_id)
);
CREATE INDEX opportunity_field_history_record ON opportunity_field_history (record_id, created_at);

CREATE TABLE account_history (
  history_id text COLLATE "C" NOT NULL,
  record_id text COLLATE "C",
  field text,
  old_value text,
  new_value text,
  created_at timestamptz,
  created_by text COLLATE "C",
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT account_history_pk PRIMARY KEY (history_id)
);
CREATE INDEX account_history_record ON account_history (record_id, created_at);

CREATE TABLE contact_history (
  history_id text COLLATE "C" NOT NULL,
  record_id text COLLATE "C",
  field text,
  old_value text,
  new_value text,
  created_at timestamptz,
  created_by text COLLATE "C",
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT contact_history_pk PRIMARY KEY (history_id)
);
CREATE INDEX contact_history_record ON contact_history (record_id, created_at);

CREATE TABLE lead_history (
  history_id text COLLATE "C" NOT NULL,
  record_id text COLLATE "C",
  field text,
  old_value text,
  new_value text,
  created_at timestamptz,
  created_by text COLLATE "C",
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT lead_history_pk PRIMARY KEY (history_id)
);
CREATE INDEX lead_history_record ON lead_history (record_id, created_at);

-- Who is invited to an event. is_invitee is empty where all are (no Shared Activities).
CREATE TABLE event_relation (
  relation_id text COLLATE "C" NOT NULL,
  event_id text COLLATE "C",
  person_id text COLLATE "C",
  status text,
  responded_at timestamptz,
  is_invitee boolean,
  is_parent boolean,
  is_what boolean,
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT event_relation_pk PRIMARY KEY (relation_id)
);
CREATE INDEX event_relation_event ON event_relation (event_id);
CREATE INDEX event_relation_person ON event_relation (person_id);

-- E-mails without their text. status: 0 new, 1 read, 2 replied, 3 sent, 4 forwarded, 5 draft.
CREATE TABLE email_message (
  message_id text COLLATE "C" NOT NULL,
  activity_id text COLLATE "C",
  related_to_id text COLLATE "C",
  case_id text COLLATE "C",
  is_incoming boolean NOT NULL DEFAULT false,
  is_bounced boolean,
  status text,
  sent_at timestamptz,
  subject text,
  from_address text,
  to_address text,
  cc_address text,
  message_identifier text,
  created_at timestamptz,
  created_by text COLLATE "C",
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT email_message_pk PRIMARY KEY (message_id)
);
CREATE INDEX email_message_activity ON email_message (activity_id);
CREATE INDEX email_message_case ON email_message (case_id);

-- The persons and users of an e-mail; type: From, To, Cc, Bcc, Other.
CREATE TABLE email_relation (
  relation_id text COLLATE "C" NOT NULL,
  message_id text COLLATE "C",
  person_id text COLLATE "C",
  type text,
  address text,
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT email_relation_pk PRIMARY KEY (relation_id)
);
CREATE INDEX email_relation_message ON email_relation (message_id);
CREATE INDEX email_relation_person ON email_relation (person_id);

CREATE TABLE quote (
  quote_id text COLLATE "C" NOT NULL,
  opportunity_id text COLLATE "C",
  account_id text COLLATE "C",
  contract_id text COLLATE "C",
  owner_id text COLLATE "C",
  name text,
  number text,
  status text,
  is_syncing boolean,
  expires_on date,
  discount numeric,
  subtotal numeric,
  total_price numeric,
  grand_total numeric,
  created_at timestamptz,
  created_by text COLLATE "C",
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT quote_pk PRIMARY KEY (quote_id)
);
CREATE INDEX quote_opportunity ON quote (opportunity_id);
CREATE INDEX quote_account ON quote (account_id);

CREATE TABLE contract (
  contract_id text COLLATE "C" NOT NULL,
  account_id text COLLATE "C",
  owner_id text COLLATE "C",
  number text,
  status text,
  status_code text,
  starts_on date,
  ends_on date,
  term_months numeric,
  activated_at timestamptz,
  company_signed_on date,
  customer_signed_on date,
  created_at timestamptz,
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT contract_pk PRIMARY KEY (contract_id)
);
CREATE INDEX contract_account ON contract (account_id);

-- Notes of the old kind, without their text.
CREATE TABLE note (
  note_id text COLLATE "C" NOT NULL,
  parent_id text COLLATE "C",
  title text,
  owner_id text COLLATE "C",
  created_at timestamptz,
  created_by text COLLATE "C",
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT note_pk PRIMARY KEY (note_id)
);
CREATE INDEX note_parent ON note (parent_id);

-- Files and new notes (file_type SNOTE) on accounts and opportunities, a row per file and record.
CREATE TABLE document_link (
  link_id text COLLATE "C" NOT NULL,
  document_id text COLLATE "C",
  entity_id text COLLATE "C",
  title text,
  file_type text,
  extension text,
  document_created_at timestamptz,
  document_owner_id text COLLATE "C",
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT document_link_pk PRIMARY KEY (link_id)
);
CREATE INDEX document_link_entity ON document_link (entity_id);
CREATE INDEX document_link_document ON document_link (document_id);

CREATE TABLE opportunity_contact_role (
  contact_role_id text COLLATE "C" NOT NULL,
  opportunity_id text COLLATE "C",
  contact_id text COLLATE "C",
  role text,
  is_primary boolean,
  created_at timestamptz,
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT opportunity_contact_role_pk PRIMARY KEY (contact_role_id)
);
CREATE INDEX opportunity_contact_role_opportunity ON opportunity_contact_role (opportunity_id);
CREATE INDEX opportunity_contact_role_contact ON opportunity_contact_role (contact_id);

CREATE TABLE opportunity_team_member (
  member_id text COLLATE "C" NOT NULL,
  opportunity_id text COLLATE "C",
  user_id text COLLATE "C",
  role text,
  access text,
  created_at timestamptz,
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT opportunity_team_member_pk PRIMARY KEY (member_id)
);
CREATE INDEX opportunity_team_member_opportunity ON opportunity_team_member (opportunity_id);
CREATE INDEX opportunity_team_member_user ON opportunity_team_member (user_id);

CREATE TABLE account_team_member (
  member_id text COLLATE "C" NOT NULL,
  account_id text COLLATE "C",
  user_id text COLLATE "C",
  role text,
  access text,
  created_at timestamptz,
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT account_team_member_pk PRIMARY KEY (member_id)
);
CREATE INDEX account_team_member_account ON account_team_member (account_id);
CREATE INDEX account_team_member_user ON account_team_member (user_id);

CREATE TABLE campaign_member (
  member_id text COLLATE "C" NOT NULL,
  campaign_id text COLLATE "C",
  lead_id text COLLATE "C",
  contact_id text COLLATE "C",
  status text,
  has_responded boolean,
  responded_on date,
  created_at timestamptz,
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT campaign_member_pk PRIMARY KEY (member_id)
);
CREATE INDEX campaign_member_lead ON campaign_member (lead_id);
CREATE INDEX campaign_member_contact ON campaign_member (contact_id);

-- From an export folder other groups may come too: ask for type = 'Queue'.
CREATE TABLE queue (
  group_id text COLLATE "C" NOT NULL,
  name text,
  type text,
  developer_name text,
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT queue_pk PRIMARY KEY (group_id)
);

CREATE TABLE lead_status (
  status_id text COLLATE "C" NOT NULL,
  label text,
  api_name text,
  is_converted boolean,
  sort_order numeric,
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT lead_status_pk PRIMARY KEY (status_id)
);

-- Approval requests and their steps; target_id is the record asked about.
CREATE TABLE approval (
  approval_id text COLLATE "C" NOT NULL,
  target_id text COLLATE "C",
  status text,
  completed_at timestamptz,
  last_actor_id text COLLATE "C",
  submitted_by text COLLATE "C",
  created_at timestamptz,
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT approval_pk PRIMARY KEY (approval_id)
);
CREATE INDEX approval_target ON approval (target_id);

CREATE TABLE approval_step (
  step_id text COLLATE "C" NOT NULL,
  approval_id text COLLATE "C",
  status text,
  actor_id text COLLATE "C",
  original_actor_id text COLLATE "C",
  created_at timestamptz,
  is_deleted boolean NOT NULL DEFAULT false,
  stamp timestamptz,
  CONSTRAINT approval_step_pk PRIMARY KEY (step_id)
);
CREATE INDEX approval_step_approval ON approval_step (approval_id);

-- Columns that came later are kept without versions: reading them for the first time
-- would make a second version of every record.
ALTER TABLE contact_version
  ADD COLUMN mobile text;
ALTER TABLE lead_version
  ADD COLUMN title text,
  ADD COLUMN website text,
  ADD COLUMN state text,
  ADD COLUMN country text,
  ADD COLUMN converted_on date,
  ADD COLUMN converted_opportunity_id text COLLATE "C";
ALTER TABLE opportunity_version
  ADD COLUMN stage_changed_at timestamptz,
  ADD COLUMN push_count numeric,
  ADD COLUMN contract_id text COLLATE "C",
  ADD COLUMN lead_source text,
  ADD COLUMN probability numeric;
ALTER TABLE support_case
  ADD COLUMN number text,
  ADD COLUMN owner_id text COLLATE "C",
  ADD COLUMN status text,
  ADD COLUMN priority text,
  ADD COLUMN is_closed boolean,
  ADD COLUMN created_at timestamptz;

CREATE OR REPLACE VIEW contact AS
SELECT *
  FROM contact_version
 WHERE valid_from <= as_of() AND valid_to > as_of() AND NOT is_deleted;

CREATE OR REPLACE VIEW lead AS
SELECT *
  FROM lead_version
 WHERE valid_from <= as_of() AND valid_to > as_of() AND NOT is_deleted;

-- The new columns stand behind the old ones, so that what is built on the view stays.
CREATE OR REPLACE VIEW opportunity AS
SELECT o.opportunity_id, o.valid_from, o.valid_to, o.account_id, o.owner_id, o.name, o.stage, o.amount, o.close_date,
       o.next_step, o.type, o.crm_closed, o.crm_won, o.created_at, o.is_deleted, o.stamp, o.custom, o.extra,
       coalesce(o.crm_closed, s.is_closed,
                o.stage ILIKE 'closed%' OR EXISTS (SELECT FROM setting_list('opportunities', 'closed_stages') AS c
                                                    WHERE lower(c) = lower(o.stage)), false) AS is_closed,
       coalesce(o.crm_won, s.is_won, o.stage ILIKE 'closed won%', false) AS is_won,
       o.stage_changed_at, o.push_count, o.contract_id, o.lead_source, o.probability
  FROM opportunity_version AS o
  LEFT JOIN LATERAL (SELECT is_closed, is_won FROM opportunity_stage AS st
                      WHERE st.label = o.stage AND NOT st.is_deleted
                      ORDER BY stage_id LIMIT 1) AS s ON true
 WHERE o.valid_from <= as_of() AND o.valid_to > as_of() AND NOT o.is_deleted;

CREATE OR REPLACE VIEW opportunity_in_scope AS
SELECT *
  FROM opportunity
 WHERE coalesce(owner_id, '') COLLATE "C" BETWEEN scope_low() AND scope_high();

-- What the operator does not want to be read, as far as the last pull was told so.
CREATE VIEW left_out AS
SELECT s.object
  FROM source_state AS s
 WHERE s.source = 'salesforce' AND NOT s.is_present
   AND lower(s.sobject) IN (SELECT lower(name) FROM setting_list('salesforce', 'skip') AS name);
