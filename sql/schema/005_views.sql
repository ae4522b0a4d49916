-- What checks read: the records in force at the run's instant. The run is named by
-- settings of the session (sql/store/scope.sql sets them; `crmaudit db shell` too):
-- crmaudit.run, .as_of, .as_of_day, .org_zone, .files_zone, and .rep, empty for all.

CREATE FUNCTION run_id() RETURNS bigint LANGUAGE sql STABLE
RETURN current_setting('crmaudit.run')::bigint;

CREATE FUNCTION as_of() RETURNS timestamptz LANGUAGE sql STABLE
RETURN current_setting('crmaudit.as_of')::timestamptz;

CREATE FUNCTION as_of_day() RETURNS date LANGUAGE sql STABLE
RETURN current_setting('crmaudit.as_of_day')::date;

-- Days are wall-clock days in the org's zone, so 30 days is not always 720 hours.
CREATE FUNCTION days_before(days integer) RETURNS timestamptz LANGUAGE sql STABLE
RETURN ((current_setting('crmaudit.as_of')::timestamptz AT TIME ZONE current_setting('crmaudit.org_zone'))
        - make_interval(days => days)) AT TIME ZONE current_setting('crmaudit.org_zone');

-- A run for one rep is a range of one id, for all reps the range of all ids: unlike
-- "rep = x OR x IS NULL", an index can serve both.
CREATE FUNCTION scope_low() RETURNS text LANGUAGE sql STABLE
RETURN current_setting('crmaudit.rep') COLLATE "C";

CREATE FUNCTION scope_high() RETURNS text LANGUAGE sql STABLE
RETURN coalesce(nullif(current_setting('crmaudit.rep'), ''), chr(1114111)) COLLATE "C";

CREATE VIEW crm_user AS
SELECT user_id, name, username, email, alias, is_active, user_type, role_id, manager_id, zone, custom
  FROM crm_user_version
 WHERE valid_from <= as_of() AND valid_to > as_of() AND NOT is_deleted;

CREATE VIEW account AS
SELECT *
  FROM account_version
 WHERE valid_from <= as_of() AND valid_to > as_of() AND NOT is_deleted;

CREATE VIEW account_in_scope AS
SELECT *
  FROM account
 WHERE coalesce(owner_id, '') COLLATE "C" BETWEEN scope_low() AND scope_high();

CREATE VIEW contact AS
SELECT *
  FROM contact_version
 WHERE valid_from <= as_of() AND valid_to > as_of() AND NOT is_deleted;

CREATE VIEW lead AS
SELECT *
  FROM lead_version
 WHERE valid_from <= as_of() AND valid_to > as_of() AND NOT is_deleted;

-- Open: what the CRM says, else its stage table, else the stage's name.
CREATE VIEW opportunity AS
SELECT o.*,
       coalesce(o.crm_closed, s.is_closed,
                o.stage ILIKE 'closed%' OR EXISTS (SELECT FROM setting_list('opportunities', 'closed_stages') AS c
                                                    WHERE lower(c) = lower(o.stage)), false) AS is_closed,
       coalesce(o.crm_won, s.is_won, o.stage ILIKE 'closed won%', false) AS is_won
  FROM opportunity_version AS o
  LEFT JOIN LATERAL (SELECT is_closed, is_won FROM opportunity_stage AS st
                      WHERE st.label = o.stage AND NOT st.is_deleted
                      ORDER BY stage_id LIMIT 1) AS s ON true
 WHERE o.valid_from <= as_of() AND o.valid_to > as_of() AND NOT o.is_deleted;

CREATE VIEW opportunity_in_scope AS
SELECT *
  FROM opportunity
 WHERE coalesce(owner_id, '') COLLATE "C" BETWEEN scope_low() AND scope_high();

-- An account with a won opportunity, or whose type says so.
CREATE VIEW customer AS
SELECT a.account_id
  FROM account AS a
 WHERE EXISTS (SELECT FROM setting_list('accounts', 'customer_types') AS t
                WHERE lower(a.type) = lower(t) OR lower(a.type) LIKE lower(t) || ' -%')
    OR EXISTS (SELECT FROM opportunity AS o
                WHERE o.account_id = a.account_id AND o.is_won AND o.close_date <= as_of_day());

CREATE VIEW catch_all_account AS
SELECT read_id(item) AS account_id FROM setting_list('accounts', 'catch_all') AS item WHERE read_id(item) IS NOT NULL;

-- Integration users and the like: named by id, e-mail or user name in [reps] exclude.
CREATE VIEW excluded_user AS
SELECT read_id(item) AS user_id FROM setting_list('reps', 'exclude') AS item WHERE item !~ '@'
UNION
SELECT u.user_id
  FROM setting_list('reps', 'exclude') AS item
  JOIN crm_user AS u ON lower(item) IN (lower(u.email), lower(u.username));

CREATE VIEW rep AS
SELECT rep_id, name, email, alias, role, zone, manager_id, manager, is_named
  FROM run_rep
 WHERE run_id = run_id() AND rep_id BETWEEN scope_low() AND scope_high();

CREATE FUNCTION threshold_missing(p_check text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RAISE EXCEPTION 'no thresholds of check "%" are stored; is it named like its file, and compiled in?', p_check;
END $$;

CREATE FUNCTION threshold(p_check text, p_rep text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT params FROM run_param
                    WHERE run_id = run_id() AND check_id = p_check AND rep_id = p_rep),
                  (SELECT params FROM run_param
                    WHERE run_id = run_id() AND check_id = p_check AND rep_id = ''),
                  threshold_missing(p_check))
$$;

-- Persons by id; one that leads nowhere is a person without a name.
CREATE VIEW person AS
SELECT contact_id AS person_id, 'contact' AS type, name, email, account_id FROM contact
UNION ALL
SELECT lead_id, 'lead', name, email, NULL FROM lead;

-- Activities before the run's instant, with the person and the account they lead to:
-- the activity's own account, else the person's, else that of the opportunity or case
-- it is about. Deleted records count as absent, and an id that leads nowhere is a
-- person without a name, so a purged record and one in the recycle bin read alike.
CREATE VIEW activity_seen AS
SELECT a.activity_id, a.folded_into, a.source, a.kind, a.direction, a.is_done, a.is_automated, a.rep_id, a.at, a.has_time,
       a.subject, a.person_id,
       CASE WHEN a.person_id IS NULL THEN NULL
            WHEN l.lead_id IS NOT NULL OR (c.contact_id IS NULL AND a.person_id LIKE '00Q%') THEN 'lead'
            ELSE 'contact' END AS person_type,
       coalesce(c.name, l.name) AS person, a.opportunity_id,
       coalesce(a.account_id, c.account_id, o.account_id, k.account_id) AS account_id
  FROM activity AS a
  LEFT JOIN contact_version AS c
    ON c.contact_id = a.person_id AND c.valid_from <= as_of() AND c.valid_to > as_of() AND NOT c.is_deleted
  LEFT JOIN lead_version AS l
    ON l.lead_id = a.person_id AND l.valid_from <= as_of() AND l.valid_to > as_of() AND NOT l.is_deleted
  LEFT JOIN opportunity_version AS o
    ON o.opportunity_id = a.opportunity_id AND o.valid_from <= as_of() AND o.valid_to > as_of() AND NOT o.is_deleted
  LEFT JOIN support_case AS k
    ON k.case_id = a.case_id AND NOT k.is_deleted
 WHERE a.at < as_of();

-- The same, each counted once.
CREATE VIEW activity_live AS
SELECT activity_id, source, kind, direction, is_done, is_automated, rep_id, at, has_time, subject, person_id,
       person_type, person, opportunity_id, account_id
  FROM activity_seen
 WHERE folded_into IS NULL;

-- A completed outbound e-mail, call, LinkedIn message or SMS to a person, or at
-- least to an account.
CREATE VIEW touch AS
SELECT activity_id, kind, rep_id, at, has_time, subject, person_id, person_type, person, opportunity_id, account_id
  FROM activity_live
 WHERE is_done AND direction = 'outbound' AND kind IN ('email', 'call', 'linkedin', 'sms')
   AND (person_id IS NOT NULL OR account_id IS NOT NULL);

-- What breaks off a run of unanswered touches: a reply, or a meeting with the person.
CREATE VIEW answer AS
SELECT activity_id, kind, direction, person_id, at
  FROM activity_live
 WHERE person_id IS NOT NULL AND (direction = 'inbound' OR kind = 'meeting');
