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

-- Who stands above whom: by the managers named at the users, and by the role tree. A
-- ring of managers ends after twenty steps.
CREATE VIEW user_above AS
WITH RECURSIVE step AS (
  SELECT user_id, manager_id AS above_id FROM crm_user WHERE manager_id IS NOT NULL
), chain AS (
  SELECT user_id, above_id, 1 AS depth FROM step
   UNION
  SELECT c.user_id, s.above_id, c.depth + 1
    FROM chain AS c JOIN step AS s ON s.user_id = c.above_id
   WHERE c.depth < 20 AND s.above_id <> c.user_id
), role_chain AS (
  SELECT role_id, parent_id AS above_id, 1 AS depth
    FROM user_role
   WHERE parent_id IS NOT NULL AND NOT is_deleted
   UNION
  SELECT c.role_id, r.parent_id, c.depth + 1
    FROM role_chain AS c JOIN user_role AS r ON r.role_id = c.above_id AND NOT r.is_deleted
   WHERE c.depth < 20 AND r.parent_id IS NOT NULL AND r.parent_id <> c.role_id
)
SELECT user_id, above_id, 'manager' AS tree, min(depth) AS depth FROM chain GROUP BY user_id, above_id
UNION ALL
SELECT u.user_id, b.user_id, 'role', min(c.depth)
  FROM role_chain AS c
  JOIN crm_user AS u ON u.role_id = c.role_id
  JOIN crm_user AS b ON b.role_id = c.above_id
 GROUP BY u.user_id, b.user_id;

-- E-mails as activities.

CREATE INDEX contact_version_email ON contact_version ((lower(email)));
CREATE INDEX lead_version_email ON lead_version ((lower(email)));

-- The first of some addresses, as contacts and leads have theirs.
CREATE FUNCTION first_address(addresses text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT nullif(lower(btrim(regexp_replace(split_part(translate(addresses, ',', ';'), ';', 1), '^.*<|>.*$', '', 'g'))), '')
$$;
CREATE INDEX email_message_from ON email_message (first_address(from_address));
CREATE INDEX email_message_to ON email_message (first_address(to_address));

-- The one contact or lead with an address; nobody where several have it.
CREATE FUNCTION person_by_address(address text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT min(person_id)
    FROM (SELECT contact_id AS person_id FROM contact_version
           WHERE lower(email) = address AND valid_to = 'infinity' AND NOT is_deleted
           UNION ALL
          SELECT lead_id FROM lead_version
           WHERE lower(email) = address AND valid_to = 'infinity' AND NOT is_deleted AND is_converted IS NOT TRUE) AS p
  HAVING count(*) = 1
$$;

-- Incoming ones, and outgoing ones that were sent: not drafts, nor what came back. The
-- e-mail's own Task knows what the message may not: whom it names, and what it is about.
CREATE VIEW activity_of_email AS
SELECT m.message_id AS activity_id, 'email' AS source, 'email' AS kind,
       CASE WHEN m.is_incoming THEN 'inbound' ELSE 'outbound' END AS direction,
       m.is_incoming OR (coalesce(lower(btrim(m.status)) IN ('3', 'sent'), false) AND m.is_bounced IS NOT TRUE) AS is_done,
       coalesce(lower(t.subtype) IN ('listemail', 'cadence'), false) AS is_automated,
       CASE WHEN m.is_incoming THEN coalesce(r.to_user, t.owner_id)
            ELSE coalesce(r.from_user, m.created_by, t.owner_id) END AS rep_id,
       coalesce(CASE WHEN m.is_incoming THEN r.from_person ELSE r.to_person END,
                person_by_address(first_address(CASE WHEN m.is_incoming THEN m.from_address ELSE m.to_address END)),
                t.who_id) AS person_id,
       coalesce(CASE WHEN m.related_to_id LIKE '001%' THEN m.related_to_id END, t.account_id) AS account_id,
       CASE WHEN coalesce(m.related_to_id, t.what_id) LIKE '006%' THEN coalesce(m.related_to_id, t.what_id) END AS opportunity_id,
       coalesce(m.case_id, CASE WHEN coalesce(m.related_to_id, t.what_id) LIKE '500%'
                                THEN coalesce(m.related_to_id, t.what_id) END) AS case_id,
       coalesce(m.sent_at, m.created_at) AS at, coalesce(m.sent_at, m.created_at) IS NOT NULL AS has_time,
       m.subject, subject_key(m.subject) AS subject_key
  FROM email_message AS m
  LEFT JOIN task AS t ON t.task_id = m.activity_id AND NOT t.is_deleted
 CROSS JOIN LATERAL (SELECT split_part(min(relation_id || ' ' || person_id) FILTER (WHERE type = 'From' AND person_id LIKE '005%'), ' ', 2) AS from_user,
                            split_part(min(relation_id || ' ' || person_id) FILTER (WHERE type = 'To' AND person_id LIKE '005%'), ' ', 2) AS to_user,
                            split_part(min(relation_id || ' ' || person_id) FILTER (WHERE type = 'From' AND person_id ~ '^00[3Q]'), ' ', 2) AS from_person,
                            split_part(min(relation_id || ' ' || person_id) FILTER (WHERE type = 'To' AND person_id ~ '^00[3Q]'), ' ', 2) AS to_person
                       FROM email_relation AS one
                      WHERE one.message_id = m.message_id AND NOT one.is_deleted) AS r
 WHERE NOT m.is_deleted;

CREATE OR REPLACE VIEW activity_source AS
SELECT * FROM activity_of_task
UNION ALL
SELECT * FROM activity_of_event
UNION ALL
SELECT * FROM activity_of_email;

-- Of the staged ones alone: a join with activity_source would derive all the others first.
CREATE VIEW activity_source_staged AS
SELECT s.* FROM activity_of_task AS s JOIN stage_activity AS c ON c.source = 'task' AND c.activity_id = s.activity_id
UNION ALL
SELECT s.* FROM activity_of_event AS s JOIN stage_activity AS c ON c.source = 'event' AND c.activity_id = s.activity_id
UNION ALL
SELECT s.* FROM activity_of_email AS s JOIN stage_activity AS c ON c.source = 'email' AND c.activity_id = s.activity_id;

-- Most subjects are plain words, which one look shows.
CREATE OR REPLACE FUNCTION subject_key(subject text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
           WHEN subject ~ '^[A-Za-z0-9]+( [A-Za-z0-9]+)*$' THEN lower(subject)
           WHEN subject ~* '^(re|fwd?|email): [a-z0-9]+( [a-z0-9]+)*$' THEN lower(substr(subject, strpos(subject, ': ') + 2))
           ELSE btrim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
                  lower(coalesce(subject, '')), '\[[^\]]*\]', ' ', 'g'),
                  '^\s*((re|fwd?|email)\s*:\s*)+', ''),
                  '[^[:alnum:][:space:]]', '', 'g'),
                  '[[:space:]]+', ' ', 'g'))
         END
$$;

CREATE INDEX activity_folded ON activity (folded_into) WHERE folded_into IS NOT NULL;

-- What the staged tasks, events and e-mails are now.
CREATE UNLOGGED TABLE stage_derived (LIKE activity);

-- The activities that may fold otherwise now.
CREATE UNLOGGED TABLE stage_fold (LIKE activity);

-- A Task that the CRM made for an e-mail folds into the e-mail, which knows its
-- direction. Else: same rep, person, kind, direction and done-state, equal subjects, at
-- most ten minutes after the first. E-mail tasks without a time fold into an e-mail of
-- their day. Calls fold across sources alone, so never within the CRM; rows without a
-- person never.
DROP FUNCTION activity_fold();
CREATE FUNCTION activity_fold(p_scope text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format(
    'WITH scope AS MATERIALIZED (
       SELECT a.activity_id, a.source, a.rep_id, a.person_id, a.kind, a.direction, a.is_done, a.subject_key, a.at,
              a.has_time, a.folded_into, p.message_id AS pair_id
         FROM %I AS a
         LEFT JOIN (SELECT m.activity_id AS task_id, min(m.message_id) AS message_id
                      FROM email_message AS m
                      JOIN activity AS e ON e.activity_id = m.message_id AND e.source = ''email''
                     WHERE m.activity_id IS NOT NULL
                     GROUP BY m.activity_id) AS p ON a.source = ''task'' AND p.task_id = a.activity_id
     ), candidate AS (
       SELECT * FROM scope
        WHERE pair_id IS NULL AND person_id IS NOT NULL AND at IS NOT NULL AND kind <> ''call''
     ), gap AS (
       SELECT c.*, at - lag(at) OVER same AS before, lead(at) OVER same - at AS behind
         FROM candidate AS c
        WHERE has_time
       WINDOW same AS (PARTITION BY person_id, rep_id, kind COLLATE "C", direction COLLATE "C", is_done, subject_key COLLATE "C"
                       ORDER BY at, activity_id, source COLLATE "C")
     ), run AS (
       SELECT g.*, fold_kept(at) OVER (PARTITION BY person_id, rep_id, kind, direction, is_done, subject_key
                                       ORDER BY at, activity_id, source ROWS UNBOUNDED PRECEDING) AS kept_at
         FROM gap AS g
        WHERE before <= interval ''10 minutes'' OR behind <= interval ''10 minutes''
     ), kept AS (
       SELECT activity_id, source, first_value(activity_id) OVER same AS into_id, row_number() OVER same AS nth
         FROM run
       WINDOW same AS (PARTITION BY person_id, rep_id, kind, direction, is_done, subject_key, kept_at
                       ORDER BY at, activity_id, source)
     ), folded AS MATERIALIZED (
       SELECT activity_id, source, into_id FROM kept WHERE nth > 1
        UNION ALL
       SELECT t.activity_id, t.source, min(e.activity_id)
         FROM candidate AS t
         JOIN candidate AS e
           ON e.source = ''email'' AND (e.person_id, e.kind, e.direction, e.is_done, e.subject_key)
                                     = (t.person_id, t.kind, t.direction, t.is_done, t.subject_key)
          AND e.rep_id IS NOT DISTINCT FROM t.rep_id
          AND (e.at AT TIME ZONE setting_value(''org'', ''timezone''))::date = (t.at AT TIME ZONE setting_value(''org'', ''timezone''))::date
        WHERE t.source <> ''email'' AND NOT t.has_time
        GROUP BY t.activity_id, t.source
        UNION ALL
       SELECT activity_id, source, pair_id FROM scope WHERE pair_id IS NOT NULL
     )
     UPDATE activity AS a SET folded_into = f.into_id
       FROM scope AS s
       LEFT JOIN folded AS f ON f.activity_id = s.activity_id AND f.source = s.source
      WHERE a.activity_id = s.activity_id AND a.source = s.source AND s.folded_into IS DISTINCT FROM f.into_id', p_scope);
END $$;

-- Which activities the merge under way may have changed: its tasks, events and e-mails,
-- those of users in another zone, and e-mails whose relations, task, or person's address
-- changed; with an e-mail comes the task that folds or folded into it.
CREATE FUNCTION activity_touched() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO stage_activity (source, activity_id)
  SELECT CASE object WHEN 'email_message' THEN 'email' ELSE object END, record_id
    FROM stage_changed WHERE object IN ('task', 'event', 'email', 'email_message')
   UNION
  SELECT 'task', t.task_id
    FROM stage_changed AS c JOIN task AS t ON t.owner_id = c.record_id
   WHERE c.object = 'crm_user'
   UNION
  SELECT 'email', r.message_id
    FROM stage_changed AS c JOIN email_relation AS r ON r.relation_id = c.record_id
   WHERE c.object = 'email_relation' AND r.message_id IS NOT NULL
   UNION
  SELECT 'email', m.message_id
    FROM stage_changed AS c JOIN email_message AS m ON m.activity_id = c.record_id
   WHERE c.object = 'task'
   UNION
  SELECT 'email', m.message_id
    FROM (SELECT lower(v.email) AS address
            FROM stage_changed AS c JOIN contact_version AS v ON v.contact_id = c.record_id
           WHERE c.object = 'contact'
           UNION
          SELECT lower(v.email)
            FROM stage_changed AS c JOIN lead_version AS v ON v.lead_id = c.record_id
           WHERE c.object = 'lead') AS a
    JOIN email_message AS m ON a.address IN (first_address(m.from_address), first_address(m.to_address));
  INSERT INTO stage_activity (source, activity_id)
  SELECT 'task', m.activity_id
    FROM stage_activity AS c JOIN email_message AS m ON m.message_id = c.activity_id
   WHERE c.source = 'email' AND m.activity_id IS NOT NULL
   UNION
  SELECT a.source, a.activity_id
    FROM stage_activity AS c JOIN activity AS a ON a.folded_into = c.activity_id
   WHERE c.source = 'email'
  EXCEPT
  SELECT source, activity_id FROM stage_activity;
END $$;

CREATE FUNCTION stage_persons() RETURNS void LANGUAGE sql AS $$
  INSERT INTO stage_person (person_id)
  SELECT DISTINCT a.person_id
    FROM stage_activity AS c JOIN activity AS a ON a.source = c.source AND a.activity_id = c.activity_id
   WHERE a.person_id IS NOT NULL
$$;

-- Brings the staged activities up to date. Returns how many are new, other or gone.
CREATE FUNCTION activity_refresh() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  gone bigint;
  amount bigint;
BEGIN
  IF NOT EXISTS (SELECT FROM stage_activity) THEN
    RETURN 0;
  END IF;
  -- without its figures the planner takes a full stage for an empty one
  ANALYZE stage_activity;
  INSERT INTO stage_derived (activity_id, source, kind, direction, is_done, is_automated, rep_id, person_id, account_id,
                             opportunity_id, case_id, at, has_time, subject, subject_key)
  SELECT s.* FROM activity_source_staged AS s;
  ANALYZE stage_derived;
  PERFORM stage_persons();
  DELETE FROM activity AS a
   USING stage_activity AS c
   WHERE c.source = a.source AND c.activity_id = a.activity_id
     AND NOT EXISTS (SELECT FROM stage_derived AS s WHERE s.activity_id = a.activity_id AND s.source = a.source);
  GET DIAGNOSTICS gone = ROW_COUNT;
  INSERT INTO activity (activity_id, source, kind, direction, is_done, is_automated, rep_id, person_id, account_id,
                        opportunity_id, case_id, at, has_time, subject, subject_key)
  SELECT s.activity_id, s.source, s.kind, s.direction, s.is_done, s.is_automated, s.rep_id, s.person_id, s.account_id,
         s.opportunity_id, s.case_id, s.at, s.has_time, s.subject, s.subject_key
    FROM stage_derived AS s
    LEFT JOIN activity AS a ON a.activity_id = s.activity_id AND a.source = s.source
   WHERE a.activity_id IS NULL
      OR (s.kind, s.direction, s.is_done, s.is_automated, s.rep_id, s.person_id, s.account_id, s.opportunity_id,
          s.case_id, s.at, s.has_time, s.subject, s.subject_key)
         IS DISTINCT FROM (a.kind, a.direction, a.is_done, a.is_automated, a.rep_id, a.person_id, a.account_id,
                           a.opportunity_id, a.case_id, a.at, a.has_time, a.subject, a.subject_key)
  ON CONFLICT (activity_id, source) DO UPDATE
     SET kind = excluded.kind, direction = excluded.direction, is_done = excluded.is_done,
         is_automated = excluded.is_automated, rep_id = excluded.rep_id, person_id = excluded.person_id,
         account_id = excluded.account_id, opportunity_id = excluded.opportunity_id, case_id = excluded.case_id,
         at = excluded.at, has_time = excluded.has_time, subject = excluded.subject,
         subject_key = excluded.subject_key;
  GET DIAGNOSTICS amount = ROW_COUNT;
  PERFORM stage_persons();
  ANALYZE stage_person;
  INSERT INTO stage_fold
  SELECT a.*
    FROM (SELECT DISTINCT person_id FROM stage_person) AS p JOIN activity AS a ON a.person_id = p.person_id
   UNION ALL
  SELECT a.*
    FROM stage_activity AS c JOIN activity AS a ON a.source = c.source AND a.activity_id = c.activity_id
   WHERE a.person_id IS NULL;
  ANALYZE stage_fold;
  PERFORM activity_fold('stage_fold');
  DELETE FROM stage_derived;
  DELETE FROM stage_fold;
  RETURN gone + amount;
END $$;

-- All activities anew. For the first load indexes built once over full data cost a
-- fraction of keeping them row by row; later on, readers may hold them.
CREATE FUNCTION activity_fill() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  indexes text[];
  one text;
  amount bigint;
BEGIN
  IF EXISTS (SELECT FROM activity) THEN
    DELETE FROM activity;
  ELSE
    SELECT array_agg(pg_get_indexdef(i.indexrelid) ORDER BY c.relname) INTO indexes
      FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
     WHERE i.indrelid = 'activity'::regclass AND NOT i.indisprimary;
    FOR one IN SELECT c.relname FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
                WHERE i.indrelid = 'activity'::regclass AND NOT i.indisprimary
    LOOP
      EXECUTE format('DROP INDEX %I', one);
    END LOOP;
  END IF;
  INSERT INTO activity (activity_id, source, kind, direction, is_done, is_automated, rep_id, person_id, account_id,
                        opportunity_id, case_id, at, has_time, subject, subject_key)
  SELECT s.* FROM activity_source AS s;
  GET DIAGNOSTICS amount = ROW_COUNT;
  ANALYZE activity;
  PERFORM activity_fold('activity');
  FOREACH one IN ARRAY coalesce(indexes, '{}')
  LOOP
    EXECUTE one;
  END LOOP;
  RETURN amount;
END $$;

-- Brings activity up to date with what the merge changed; all of it when the settings
-- that decide kinds, statuses or zones, or these rules, are others than last time.
CREATE OR REPLACE FUNCTION activity_derive() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  fingerprint text;
  everything boolean;
  amount bigint;
BEGIN
  SELECT md5('2' || string_agg(section || '.' || name || '=' || value, E'\n' ORDER BY section, name)) INTO fingerprint
    FROM setting
   WHERE section LIKE 'activity%' OR (section = 'org' AND name = 'timezone');
  everything := NOT EXISTS (SELECT FROM derivation WHERE settings = fingerprint);
  DELETE FROM stage_activity;
  DELETE FROM stage_person;
  DELETE FROM stage_derived;
  DELETE FROM stage_fold;
  IF everything THEN
    amount := activity_fill();
  ELSE
    PERFORM activity_touched();
    amount := activity_refresh();
  END IF;
  DELETE FROM derivation;
  INSERT INTO derivation (derivation_id, settings) VALUES (1, fingerprint);
  RETURN amount;
END $$;

-- Who took part in a meeting besides the person it names. Where the CRM doesn't tell
-- invitees from others, all are; rows hang on the meeting itself, not on its copies.
CREATE VIEW meeting_guest AS
SELECT a.activity_id, r.person_id
  FROM activity AS a
  JOIN event_relation AS r ON r.event_id = a.activity_id
 WHERE a.source = 'event' AND a.kind = 'meeting' AND a.folded_into IS NULL
   AND NOT r.is_deleted AND r.is_invitee IS NOT FALSE AND r.is_what IS NOT TRUE
   AND r.person_id ~ '^00[3Q]' AND r.person_id IS DISTINCT FROM a.person_id
   AND coalesce(r.status, '') <> 'Declined';

CREATE OR REPLACE VIEW answer AS
SELECT activity_id, kind, direction, person_id, at
  FROM activity_live
 WHERE person_id IS NOT NULL AND (direction = 'inbound' OR kind = 'meeting')
UNION ALL
SELECT g.activity_id, a.kind, a.direction, g.person_id, a.at
  FROM meeting_guest AS g
  JOIN activity AS a ON a.activity_id = g.activity_id AND a.source = 'event'
 WHERE a.at < as_of();
