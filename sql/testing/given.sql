-- What a test is given, one short call a row. Times are wall-clock times in Los Angeles,
-- where the org is; a case looks from 2026-06-30 12:00 unless it says given_as_of().

INSERT INTO setting (section, name, value) VALUES
  ('org', 'timezone', 'America/Los_Angeles'), ('files', 'timezone', 'UTC'),
  ('reps', 'roles', ''), ('reps', 'emails', ''), ('reps', 'exclude', ''),
  ('accounts', 'catch_all', ''), ('accounts', 'customer_types', 'Customer'),
  ('opportunities', 'closed_stages', ''), ('activity', 'touch_statuses', ''),
  ('coaching', 'warns', '3'), ('coaching', 'again_after_days', '14'),
  ('escalation', 'days', '14'), ('escalation', 'times', '2'), ('escalation', 'severity', 'fail'),
  ('opportunities', 'first_stages', ''), ('opportunities', 'renewal_types', 'Existing Business, Renewal'),
  ('leads', 'mql_statuses', ''), ('leads', 'attempted_statuses', 'Attempted to contact'), ('leads', 'closed_statuses', ''), ('tickets', 'p0', ''), ('tickets', 'p1', ''), ('sanctions', 'countries', ''),
  ('deals', 'new_types', 'New Business, New Customer'),
  ('deals', 'contract_titles', 'contract, order form, signed'), ('deals', 'purchase_order_titles', 'purchase order, po'),
  ('quotes', 'approvers', ''), ('quotes', 'sent_statuses', 'Presented, Sent, Accepted'), ('quotes', 'approved_statuses', ''),
  ('terms', 'payment', ''), ('terms', 'months', ''), ('terms', 'most_discount', ''), ('terms', 'approvers', ''),
  ('sanctions', 'regions', ''), ('meetings', 'notes_titles', 'notes, minutes'), ('duplicates', 'shared_domains', ''),
  ('duplicates', 'legal_forms', 'inc, llc, ltd, gmbh, co, kg, corp'), ('duplicates', 'free_mail', 'gmail.com, web.de');

CREATE SEQUENCE given_number;

CREATE FUNCTION given_instant(at timestamp) RETURNS timestamptz LANGUAGE sql
RETURN at AT TIME ZONE 'America/Los_Angeles';

CREATE FUNCTION given_setting(section text, name text, value text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO setting VALUES (section, name, value)
  ON CONFLICT ON CONSTRAINT setting_pk DO UPDATE SET value = excluded.value
$$;

-- A date is the end of that day, a timestamp that instant.
CREATE FUNCTION given_as_of(at text) RETURNS void LANGUAGE sql AS $$
  SELECT set_config('crmaudit.as_of_day', at::date::text, true),
         set_config('crmaudit.as_of', to_char(given_instant(CASE WHEN at ~ ':' THEN at::timestamp ELSE at::date + 1 END)
                                              AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), true)
$$;

-- A run for one rep alone.
CREATE FUNCTION given_scope(rep text) RETURNS void LANGUAGE sql AS $$
  SELECT set_config('crmaudit.rep', rep, true)
$$;

CREATE FUNCTION given_parameter(check_id text, name text, value text, role text DEFAULT NULL, rep text DEFAULT NULL)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO parameter (check_id, name, scope, who, value, unit, origin)
  VALUES (check_id, name, CASE WHEN role IS NOT NULL THEN 'role' WHEN rep IS NOT NULL THEN 'rep' ELSE 'all' END,
          coalesce(role, rep, ''), value::jsonb, '', 'test')
  ON CONFLICT ON CONSTRAINT parameter_pk DO UPDATE SET value = excluded.value
$$;

CREATE FUNCTION given_user(id text, zone text DEFAULT NULL, role text DEFAULT NULL, email text DEFAULT NULL,
                           active boolean DEFAULT true, type text DEFAULT 'Standard')
RETURNS void LANGUAGE sql AS $$
  INSERT INTO user_role (role_id, name) SELECT '00E' || role, role WHERE role IS NOT NULL
  ON CONFLICT DO NOTHING;
  INSERT INTO crm_user_version (user_id, valid_from, valid_to, name, email, is_active, user_type, role_id, zone)
  VALUES (id, '-infinity', 'infinity', initcap(substr(id, 4)), email, active, type, '00E' || role, zone)
$$;

CREATE FUNCTION given_account(id text, owner text DEFAULT NULL, name text DEFAULT NULL, type text DEFAULT NULL,
                              deleted boolean DEFAULT false)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO account_version (account_id, valid_from, valid_to, owner_id, name, type, is_deleted)
  VALUES (id, '-infinity', 'infinity', owner, coalesce(name, initcap(substr(id, 4))), type, deleted)
$$;

-- An account that lacks nothing of what a fresh org asks for.
CREATE FUNCTION given_whole_account(id text, owner text DEFAULT NULL, name text DEFAULT NULL, type text DEFAULT NULL)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO account_version (account_id, valid_from, valid_to, owner_id, name, type, industry, rating, employees,
                               billing_street, billing_city, billing_state, billing_postal_code, billing_country)
  VALUES (id, '-infinity', 'infinity', owner, coalesce(name, initcap(substr(id, 4))), type, 'Energy', 'Hot', '12',
          '1 Main St', 'Reno', 'NV', '89501', 'US')
$$;

CREATE FUNCTION given_contact(id text, account text DEFAULT NULL, deleted boolean DEFAULT false) RETURNS void LANGUAGE sql AS $$
  INSERT INTO contact_version (contact_id, valid_from, valid_to, account_id, name, is_deleted)
  VALUES (id, '-infinity', 'infinity', account, initcap(substr(id, 4)), deleted)
$$;

CREATE FUNCTION given_lead(id text, owner text DEFAULT NULL, deleted boolean DEFAULT false) RETURNS void LANGUAGE sql AS $$
  INSERT INTO lead_version (lead_id, valid_from, valid_to, owner_id, name, is_deleted)
  VALUES (id, '-infinity', 'infinity', owner, initcap(substr(id, 4)), deleted)
$$;

CREATE FUNCTION given_opportunity(id text, account text DEFAULT NULL, owner text DEFAULT NULL,
                                  stage text DEFAULT 'Proposal', closes date DEFAULT '2026-12-31',
                                  created timestamp DEFAULT NULL, closed boolean DEFAULT NULL, won boolean DEFAULT NULL,
                                  deleted boolean DEFAULT false)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO opportunity_version (opportunity_id, valid_from, valid_to, account_id, owner_id, name, stage, close_date,
                                   created_at, crm_closed, crm_won, is_deleted)
  VALUES (id, '-infinity', 'infinity', account, owner, initcap(substr(id, 4)), stage, closes, given_instant(created),
          closed, won, deleted)
$$;

CREATE FUNCTION given_stage(label text, closed boolean, won boolean DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
  INSERT INTO opportunity_stage (stage_id, label, is_closed, is_won) VALUES ('01J' || label, label, closed, won)
$$;

CREATE FUNCTION given_case(id text, account text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO support_case (case_id, account_id) VALUES (id, account)
$$;

-- A completed e-mail, unless the words say otherwise. Its activity date is the day of
-- its completion in the rep's zone.
CREATE FUNCTION given_task(rep text, who text, at timestamp, subtype text DEFAULT 'Email', subject text DEFAULT 'Hello',
                           what text DEFAULT NULL, account text DEFAULT NULL, status text DEFAULT 'Completed',
                           call_type text DEFAULT NULL, type text DEFAULT NULL)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO task (task_id, owner_id, who_id, what_id, account_id, subject, status, subtype, type, call_type,
                    completed_at, created_at, due_on)
  SELECT '00T' || lpad(nextval('given_number')::text, 4, '0'), rep, who, what, account, subject, status, subtype, type,
         call_type, CASE WHEN status = 'Completed' THEN given_instant(at) END, given_instant(at),
         (given_instant(at) AT TIME ZONE coalesce((SELECT zone FROM crm_user_version WHERE user_id = rep),
                                                  'America/Los_Angeles'))::date
$$;

-- A completed e-mail with a date and no time of day.
CREATE FUNCTION given_dated_task(rep text, who text, due date, subject text DEFAULT 'Hello') RETURNS void LANGUAGE sql AS $$
  INSERT INTO task (task_id, owner_id, who_id, subject, status, subtype, due_on)
  VALUES ('00T' || lpad(nextval('given_number')::text, 4, '0'), rep, who, subject, 'Completed', 'Email', due)
$$;

CREATE FUNCTION given_meeting(rep text, who text, at timestamp, what text DEFAULT NULL, subject text DEFAULT 'Demo',
                              child boolean DEFAULT false)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO event (event_id, owner_id, who_id, what_id, subject, starts_at, starts_on, is_child)
  VALUES ('00U' || lpad(nextval('given_number')::text, 4, '0'), rep, who, what, subject, given_instant(at), at::date, child)
$$;

-- Away on these days, both included.
CREATE FUNCTION given_leave(rep text, first_day date, last_day date) RETURNS void LANGUAGE sql AS $$
  INSERT INTO leave (user_id, first_day, last_day, kind, source) VALUES (rep, first_day, last_day, 'vacation', 'test')
$$;

-- Works between these days, on these weekdays (1 is Monday).
CREATE FUNCTION given_pattern(rep text, first_day date DEFAULT '-infinity', last_day date DEFAULT 'infinity',
                              weekdays integer[] DEFAULT NULL)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO working_pattern (user_id, place, first_day, last_day, weekdays, source)
  VALUES (rep, nextval('given_number'), first_day, last_day, weekdays, 'test')
$$;

-- The source has these fields, standard ones by our name, others as custom ones.
CREATE FUNCTION given_fields(VARIADIC names text[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO source_field (object, name, field, kind, place, is_tracked, is_custom, is_present)
  SELECT 'account', name, name || '__c', 'text', 1000, true, true, true FROM unnest(names) AS name
  ON CONFLICT (object, name) DO UPDATE SET is_present = true
$$;

-- All standard fields of an account, the shipping address left out.
CREATE FUNCTION given_account_fields() RETURNS void LANGUAGE sql AS $$
  UPDATE source_field SET is_present = NOT name LIKE 'shipping%' WHERE object = 'account' AND NOT is_custom
$$;

-- The source has all standard fields of an object, and these custom ones.
CREATE FUNCTION given_object_fields(p_object text, VARIADIC names text[] DEFAULT '{}') RETURNS void LANGUAGE sql AS $$
  UPDATE source_field SET is_present = true WHERE object = p_object AND NOT is_custom;
  INSERT INTO source_field (object, name, field, kind, place, is_tracked, is_custom, is_present)
  SELECT p_object, name, name || '__c', 'text', 1000, true, true, true FROM unnest(names) AS name
  ON CONFLICT (object, name) DO UPDATE SET is_present = true
$$;

-- Business hours of the handbook, with the federal holidays.
CREATE FUNCTION given_calendar() RETURNS void LANGUAGE sql AS $$
  SELECT calendar_put('America/Los_Angeles', '07:00', '16:00', '{1,2,3,4,5}', 'us-federal', '[]')
$$;

CREATE FUNCTION given_ticket(id text, account text, priority text, created timestamp, closed boolean DEFAULT false)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO support_case (case_id, account_id, number, priority, created_at, is_closed)
  VALUES (id, account, substr(id, 4), priority, given_instant(created), closed)
$$;

-- On an account's team, or an opportunity's.
CREATE FUNCTION given_teammate(record text, rep text, deleted boolean DEFAULT false) RETURNS void LANGUAGE sql AS $$
  INSERT INTO account_team_member (member_id, account_id, user_id, is_deleted)
  SELECT '01M' || record || rep, record, rep, deleted WHERE record LIKE '001%';
  INSERT INTO opportunity_team_member (member_id, opportunity_id, user_id, is_deleted)
  SELECT '00q' || record || rep, record, rep, deleted WHERE record LIKE '006%'
$$;

-- From an instant on the account is somebody else's: its version ends there and the next begins.
CREATE FUNCTION given_new_owner(account text, owner text, at timestamp) RETURNS void LANGUAGE sql AS $$
  UPDATE account_version SET valid_to = given_instant(at) WHERE account_id = account AND valid_to = 'infinity';
  INSERT INTO account_version (account_id, valid_from, valid_to, owner_id, name)
  SELECT account, given_instant(at), 'infinity', owner, min(name) FROM account_version WHERE account_id = account
$$;

-- A note of the old kind on a record; a file on an account, SNOTE for a note of the new kind.
CREATE FUNCTION given_note(id text, record text, at timestamp DEFAULT '2026-06-01 09:00', title text DEFAULT 'Note', deleted boolean DEFAULT false)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO note (note_id, parent_id, title, created_at, is_deleted) VALUES (id, record, title, given_instant(at), deleted)
$$;

CREATE FUNCTION given_document(id text, record text, title text, type text DEFAULT 'PDF', at timestamp DEFAULT '2026-06-01 09:00',
                               deleted boolean DEFAULT false)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO document_link (link_id, document_id, entity_id, title, file_type, document_created_at, is_deleted)
  VALUES ('06A' || id || record, id, record, title, type, given_instant(at), deleted)
$$;

-- The store has looked at an object since then: before, its versions know nothing.
CREATE FUNCTION given_watched(p_object text, at timestamp) RETURNS void LANGUAGE sql AS $$
  INSERT INTO described_field (object, name, type, label, is_calculated, first_seen, seen_at)
  VALUES (p_object, 'Id', '', '', false, given_instant(at), given_instant(at))
$$;

-- A snapshot of a deal in the CRM's stage history; the later call is the later snapshot.
CREATE FUNCTION given_snapshot(deal text, at timestamp, stage text, closes date DEFAULT '2026-12-31', deleted boolean DEFAULT false)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO opportunity_history (history_id, opportunity_id, stage, close_date, created_at, is_deleted)
  VALUES ('008' || lpad(nextval('given_number')::text, 6, '0'), deal, stage, closes, given_instant(at), deleted)
$$;

-- A change in the CRM's field history of a deal or a lead.
CREATE FUNCTION given_field_change(record text, at timestamp, field text, old text, new text, deleted boolean DEFAULT false)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO opportunity_field_history (history_id, record_id, field, old_value, new_value, created_at, is_deleted)
  SELECT '017' || lpad(nextval('given_number')::text, 6, '0'), record, field, old, new, given_instant(at), deleted WHERE record NOT LIKE '00Q%';
  INSERT INTO lead_history (history_id, record_id, field, old_value, new_value, created_at, is_deleted)
  SELECT '017' || lpad(nextval('given_number')::text, 6, '0'), record, field, old, new, given_instant(at), deleted WHERE record LIKE '00Q%'
$$;

-- From an instant on a deal is otherwise: what is not named stays.
CREATE FUNCTION given_deal_change(deal text, at timestamp, new_stage text DEFAULT NULL, closes date DEFAULT NULL, step text DEFAULT NULL)
RETURNS void LANGUAGE sql AS $$
  UPDATE opportunity_version SET valid_to = given_instant(at) WHERE opportunity_id = deal AND valid_to = 'infinity';
  INSERT INTO opportunity_version (opportunity_id, valid_from, valid_to, account_id, owner_id, name, stage, amount, close_date, next_step,
                                   type, crm_closed, crm_won, created_at, custom)
  SELECT opportunity_id, given_instant(at), 'infinity', account_id, owner_id, name, coalesce(new_stage, stage), amount,
         coalesce(closes, close_date), coalesce(step, next_step), type, crm_closed, crm_won, created_at, custom
    FROM opportunity_version
   WHERE opportunity_id = deal AND valid_to = given_instant(at)
$$;

-- From an instant on a lead is otherwise.
CREATE FUNCTION given_lead_change(lead text, at timestamp, new_status text DEFAULT NULL, owner text DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
  UPDATE lead_version SET valid_to = given_instant(at) WHERE lead_id = lead AND valid_to = 'infinity';
  INSERT INTO lead_version (lead_id, valid_from, valid_to, owner_id, name, status, is_converted, created_at, custom)
  SELECT lead_id, given_instant(at), 'infinity', coalesce(owner, owner_id), name, coalesce(new_status, status), is_converted, created_at, custom
    FROM lead_version
   WHERE lead_id = lead AND valid_to = given_instant(at)
$$;

-- A custom field of a record has this value; the source has the field. The given names are ours.
CREATE FUNCTION given_value(record text, field text, value text) RETURNS void LANGUAGE sql AS $$
  SELECT given_object_fields(CASE WHEN record LIKE '001%' THEN 'account' ELSE 'opportunity' END, field);
  UPDATE account_version SET custom = custom || jsonb_build_object(field, value) WHERE account_id = record;
  UPDATE opportunity_version SET custom = custom || jsonb_build_object(field, value) WHERE opportunity_id = record
$$;

-- A won deal, or another of a type.
CREATE FUNCTION given_deal(id text, account text DEFAULT NULL, owner text DEFAULT NULL, type text DEFAULT NULL,
                           closes date DEFAULT '2026-06-01', won boolean DEFAULT true, stage_changed timestamp DEFAULT NULL)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO opportunity_version (opportunity_id, valid_from, valid_to, account_id, owner_id, name, stage, type, close_date,
                                   crm_closed, crm_won, stage_changed_at)
  VALUES (id, '-infinity', 'infinity', account, owner, initcap(substr(id, 4)), CASE WHEN won THEN 'Closed Won' ELSE 'Proposal' END,
          type, closes, won, won, given_instant(stage_changed))
$$;

CREATE FUNCTION given_quote(id text, opportunity text, status text DEFAULT 'Presented', discount numeric DEFAULT NULL,
                            at timestamp DEFAULT '2026-06-01 09:00', deleted boolean DEFAULT false, owner text DEFAULT NULL)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO quote (quote_id, opportunity_id, owner_id, name, status, discount, created_at, is_deleted)
  VALUES (id, opportunity, owner, initcap(substr(id, 4)), status, discount, given_instant(at), deleted)
$$;

-- What somebody decided of a record, as a step of an approval process.
CREATE FUNCTION given_decision(record text, actor text, status text DEFAULT 'Approved', at timestamp DEFAULT '2026-06-01 10:00',
                               deleted boolean DEFAULT false)
RETURNS void LANGUAGE sql AS $$
  WITH process AS (
    INSERT INTO approval (approval_id, target_id, status, created_at, is_deleted)
    SELECT '04g' || nextval('given_number'), record, status, given_instant(at), deleted
    RETURNING approval_id
  )
  INSERT INTO approval_step (step_id, approval_id, status, actor_id, created_at)
  SELECT '04h' || nextval('given_number'), approval_id, status, actor, given_instant(at) FROM process
$$;

-- An event with its attendees: "003ann Accepted", "005ben" without an answer; * before a name is attached but no invitee.
CREATE FUNCTION given_invitation(id text, rep text, who text, at timestamp, VARIADIC guests text[] DEFAULT '{}') RETURNS void LANGUAGE sql AS $$
  INSERT INTO event (event_id, owner_id, who_id, subject, starts_at, starts_on)
  VALUES (id, rep, who, 'Demo ' || substr(id, 4), given_instant(at), at::date);
  INSERT INTO event_relation (relation_id, event_id, person_id, status, is_invitee, is_what)
  SELECT '0RE' || nextval('given_number'), id, ltrim(split_part(guest, ' ', 1), '*'), nullif(split_part(guest, ' ', 2), ''),
         guest NOT LIKE '*%', false
    FROM unnest(guests) AS guest
$$;

-- From an instant on a contact is somebody else's.
CREATE FUNCTION given_person_owner(contact text, owner text, at timestamp) RETURNS void LANGUAGE sql AS $$
  UPDATE contact_version SET valid_to = given_instant(at) WHERE contact_id = contact AND valid_to = 'infinity';
  INSERT INTO contact_version (contact_id, valid_from, valid_to, account_id, owner_id, name)
  SELECT contact, given_instant(at), 'infinity', min(account_id), owner, min(name) FROM contact_version WHERE contact_id = contact
$$;
