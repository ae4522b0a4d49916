-- What `explain` says of a finding beside what the ledger has: whose thresholds held, and the
-- rows that speak for and against it (sql/evidence), those that do not count included.

-- What a check's own header says, where the configuration says something else for everybody.
ALTER TABLE parameter
  ADD COLUMN default_value jsonb,
  ADD COLUMN default_origin text;

-- Whom each threshold is for; rep_id '' is everybody. A role is meant by its name, its
-- developer name or its initials (SDR for Sales Development Rep). The higher place wins.
CREATE VIEW threshold_applies AS
WITH member AS (
  SELECT u.user_id AS rep_id, lower(u.email) AS email, lower(u.username) AS username, lower(u.alias) AS alias,
         lower(r.name) AS role, lower(r.developer_name) AS developer_name,
         lower((SELECT string_agg(left(word, 1), '' ORDER BY place)
                  FROM regexp_split_to_table(btrim(r.name), '[^[:alnum:]]+') WITH ORDINALITY AS w (word, place))) AS initials
    FROM crm_user AS u
    LEFT JOIN user_role AS r ON r.role_id = u.role_id AND NOT r.is_deleted
  UNION ALL
  -- reps of a source without a user list are known by their ids alone
  SELECT r.rep_id, '', '', '', '', '', ''
    FROM run_rep AS r
   WHERE r.run_id = run_id() AND NOT EXISTS (SELECT FROM crm_user AS u WHERE u.user_id = r.rep_id)
)
SELECT p.check_id, '' COLLATE "C" AS rep_id, p.name, p.value, p.scope, p.who, p.unit, p.origin, 1 AS place
  FROM parameter AS p
 WHERE p.scope = 'all'
UNION ALL
SELECT p.check_id, m.rep_id, p.name, p.value, p.scope, p.who, p.unit, p.origin, 2
  FROM parameter AS p
  JOIN member AS m ON lower(p.who) IN (m.role, m.developer_name, m.initials)
 WHERE p.scope = 'role'
UNION ALL
SELECT p.check_id, m.rep_id, p.name, p.value, p.scope, p.who, p.unit, p.origin, 3
  FROM parameter AS p
  JOIN member AS m ON lower(p.who) IN (m.email, m.username, m.alias) OR p.who IN (m.rep_id, left(m.rep_id, 15))
 WHERE p.scope = 'rep';

-- The thresholds that hold: rep over role over all, a row for everybody and for each rep
-- whom some threshold of the check names.
CREATE VIEW threshold_chosen AS
SELECT DISTINCT ON (o.check_id, o.rep_id, a.name)
       o.check_id, o.rep_id, a.name, a.value, a.scope, a.who, a.unit, a.origin
  FROM (SELECT DISTINCT check_id, rep_id FROM threshold_applies) AS o
  JOIN threshold_applies AS a ON a.check_id = o.check_id AND a.rep_id IN ('', o.rep_id)
 ORDER BY o.check_id, o.rep_id, a.name, a.place DESC, a.who;

CREATE FUNCTION threshold_words(value jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE jsonb_typeof(value)
           WHEN 'array' THEN (SELECT string_agg(item, ', ' ORDER BY at) FROM jsonb_array_elements_text(value) WITH ORDINALITY AS v (item, at))
           ELSE value #>> '{}' END
$$;

CREATE FUNCTION applies_words(scope text, who text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE scope WHEN 'all' THEN 'everybody' WHEN 'role' THEN 'role ' || who ELSE who END;

-- The thresholds that a check had for somebody in the session's run, whose figures they are,
-- and what would hold without that word.
CREATE FUNCTION threshold_told(p_check text, p_rep text)
RETURNS TABLE (name text, value text, unit text, origin text, applies_to text, otherwise text, remark text) LANGUAGE sql STABLE AS $$
  WITH held AS (
    SELECT h.key AS name, h.value
      FROM jsonb_each((SELECT params FROM run_param
                        WHERE run_id = run_id() AND check_id = p_check AND rep_id IN ('', p_rep)
                        ORDER BY rep_id DESC LIMIT 1)) AS h
  ), said AS (
    SELECT a.name, a.value, a.scope, a.who, a.origin, a.place
      FROM threshold_applies AS a
     WHERE a.check_id = p_check AND a.rep_id IN ('', p_rep)
    UNION ALL
    SELECT p.name, p.default_value, 'all', '', p.default_origin, 0
      FROM parameter AS p
     WHERE p.check_id = p_check AND p.scope = 'all' AND p.origin <> p.default_origin
  ), ranked AS (
    SELECT s.*, row_number() OVER (PARTITION BY s.name ORDER BY s.place DESC, s.who) AS nth FROM said AS s
  )
  SELECT r.name, threshold_words(coalesce(h.value, r.value)), u.unit, r.origin, applies_words(r.scope, r.who),
         (SELECT string_agg(format('%s for %s (%s)', threshold_words(o.value), applies_words(o.scope, o.who), o.origin), ', ' ORDER BY o.nth)
            FROM ranked AS o WHERE o.name = r.name AND o.nth > 1),
         CASE WHEN h.value <> r.value THEN format('the configuration says %s since', threshold_words(r.value)) END
    FROM ranked AS r
    LEFT JOIN held AS h ON h.name = r.name
    LEFT JOIN parameter AS u ON u.check_id = p_check AND u.name = r.name AND u.scope = 'all' AND u.who = ''
   WHERE r.nth = 1
   ORDER BY r.name
$$;

-- The zone that a finding's times are told in: the rep's, else the organisation's.
CREATE FUNCTION finding_zone(p_finding bigint) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT r.zone FROM finding AS f JOIN run_rep AS r ON r.run_id = run_id() AND r.rep_id = f.rep_id
                    WHERE f.finding_id = p_finding),
                  (SELECT u.zone FROM finding AS f JOIN crm_user AS u ON u.user_id = f.rep_id WHERE f.finding_id = p_finding),
                  org_zone())
$$;

-- "Tue 2 Jun 2026 09:00", the seconds where there are any
CREATE FUNCTION clock_words(at timestamptz, zone text) RETURNS text LANGUAGE sql STABLE
RETURN CASE WHEN isfinite(at)
            THEN to_char(at AT TIME ZONE zone, 'Dy FMDD Mon YYYY HH24:MI' || CASE WHEN date_trunc('minute', at) <> at THEN ':SS' ELSE '' END) END;

-- The same instant in another zone: "23:30", with the date "1 Jun 23:30" where that is another.
CREATE FUNCTION clock_beside(at timestamptz, zone text, other text) RETURNS text LANGUAGE sql STABLE
RETURN CASE WHEN isfinite(at)
            THEN to_char(at AT TIME ZONE other, CASE WHEN (at AT TIME ZONE zone)::date = (at AT TIME ZONE other)::date THEN 'HH24:MI'
                                                     ELSE 'FMDD Mon HH24:MI' END
                                                || CASE WHEN date_trunc('minute', at) <> at THEN ':SS' ELSE '' END) END;

-- "Tue 2 Jun 2026"
CREATE FUNCTION date_words(day date) RETURNS text LANGUAGE sql STABLE
RETURN CASE WHEN isfinite(day) THEN to_char(day, 'Dy FMDD Mon YYYY') END;

CREATE FUNCTION user_words(p_user text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT s.name FROM somebody AS s WHERE s.user_id = p_user LIMIT 1),
                  (SELECT q.name FROM queue AS q WHERE q.group_id = p_user), p_user)
$$;

-- Runs one query of sql/evidence ($1 the finding, $2 what its header says behind the word) and
-- gives its rows in the order in which it gives them, with their instants as clocks showed
-- them: the rep's, and the organisation's where that is another.
--   at or day   when; day where no time of day is known or meant
--   counts      whether it counts for the finding; NULL where that is no question
--   remark      why it counts, or why it does not
CREATE FUNCTION evidence_run(p_finding bigint, p_sql text, p_fields text)
RETURNS TABLE (at timestamptz, day date, told text, told_org text, what text, who text, id text, counts boolean, remark text)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY EXECUTE format(
    'SELECT q.at::timestamptz, q.day::date,
            CASE WHEN q.day IS NULL THEN clock_words(q.at::timestamptz, $3) ELSE date_words(q.day::date) END,
            CASE WHEN q.day IS NULL AND $3 <> org_zone() THEN clock_beside(q.at::timestamptz, $3, org_zone()) END,
            q.what::text, q.who::text, q.id::text, q.counts::boolean, q.remark::text
       FROM (%s) AS q', regexp_replace(p_sql, ';\s*$', '') || E'\n')
  USING p_finding, p_fields, finding_zone(p_finding);
END $$;

-- Activities that the rules never look at are few beside the others.
CREATE INDEX task_aside ON task (who_id) WHERE is_deleted OR is_recurrence;
CREATE INDEX event_aside ON event (who_id) WHERE is_deleted OR is_child OR is_recurrence;
CREATE INDEX event_called_off ON event (who_id) WHERE subject ~* '^\s*(cancell?ed|declined)\s*:';
CREATE INDEX email_message_aside ON email_message (message_id) WHERE is_deleted;

-- Every row that could speak of somebody; aside says why no rule looks at it.
CREATE VIEW activity_any AS
SELECT a.activity_id, a.source, a.folded_into, a.kind, a.direction, a.is_done, a.rep_id, a.at, a.has_time, a.subject, a.person_id,
       a.person_type, a.person, a.opportunity_id, a.account_id, NULL::text AS aside
  FROM activity_seen AS a
UNION ALL
SELECT a.activity_id, a.source, a.folded_into, a.kind, a.direction, a.is_done, a.rep_id, a.at, a.has_time, a.subject, a.person_id,
       CASE WHEN a.person_id LIKE '00Q%' THEN 'lead' WHEN a.person_id IS NOT NULL THEN 'contact' END, p.name,
       a.opportunity_id, coalesce(a.account_id, p.account_id),
       CASE WHEN a.at IS NULL THEN 'has no date' ELSE 'after the instant that is looked from' END
  FROM activity AS a
  LEFT JOIN person AS p ON p.person_id = a.person_id
 WHERE a.at >= as_of() OR a.at IS NULL
UNION ALL
SELECT t.task_id, 'task', NULL, CASE WHEN lower(t.subtype) IN ('email', 'call', 'linkedin') THEN lower(t.subtype) ELSE 'other' END,
       'outbound', false, t.owner_id, coalesce(t.completed_at, t.due_on::timestamp AT TIME ZONE org_zone()), t.completed_at IS NOT NULL,
       t.subject, t.who_id, NULL, p.name, CASE WHEN t.what_id LIKE '006%' THEN t.what_id END,
       coalesce(t.account_id, CASE WHEN t.what_id LIKE '001%' THEN t.what_id END, p.account_id),
       CASE WHEN t.is_deleted THEN 'deleted' ELSE 'the master row of a series' END
  FROM task AS t
  LEFT JOIN person AS p ON p.person_id = t.who_id
 WHERE t.is_deleted OR t.is_recurrence
UNION ALL
SELECT e.event_id, 'event', NULL, 'meeting', 'mutual', false, e.owner_id,
       coalesce(e.starts_at, e.starts_on::timestamp AT TIME ZONE org_zone()), e.starts_at IS NOT NULL, e.subject, e.who_id, NULL, p.name,
       CASE WHEN e.what_id LIKE '006%' THEN e.what_id END,
       coalesce(e.account_id, CASE WHEN e.what_id LIKE '001%' THEN e.what_id END, p.account_id),
       CASE WHEN e.is_deleted THEN 'deleted' WHEN e.is_child THEN 'the copy of another invited user'
            ELSE 'the master row of a series' END
  FROM event AS e
  LEFT JOIN person AS p ON p.person_id = e.who_id
 WHERE e.is_deleted OR e.is_child OR e.is_recurrence
UNION ALL
SELECT e.event_id, 'event', NULL, 'meeting', 'mutual', false, e.owner_id,
       coalesce(e.starts_at, e.starts_on::timestamp AT TIME ZONE org_zone()), e.starts_at IS NOT NULL, e.subject, e.who_id, NULL, p.name,
       CASE WHEN e.what_id LIKE '006%' THEN e.what_id END,
       coalesce(e.account_id, CASE WHEN e.what_id LIKE '001%' THEN e.what_id END, p.account_id), 'called off'
  FROM event AS e
  LEFT JOIN person AS p ON p.person_id = e.who_id
 WHERE e.subject ~* '^\s*(cancell?ed|declined)\s*:' AND NOT (e.is_deleted OR e.is_child OR e.is_recurrence)
UNION ALL
SELECT m.message_id, 'email', NULL, 'email', CASE WHEN m.is_incoming THEN 'inbound' ELSE 'outbound' END, false, m.created_by,
       coalesce(m.sent_at, m.created_at), true, m.subject, r.person_id, NULL, p.name,
       CASE WHEN m.related_to_id LIKE '006%' THEN m.related_to_id END,
       coalesce(CASE WHEN m.related_to_id LIKE '001%' THEN m.related_to_id END, p.account_id), 'deleted'
  FROM email_message AS m
  LEFT JOIN LATERAL (SELECT min(x.person_id) AS person_id FROM email_relation AS x
                      WHERE x.message_id = m.message_id AND x.person_id ~ '^00[3Q]') AS r ON true
  LEFT JOIN person AS p ON p.person_id = r.person_id
 WHERE m.is_deleted;

-- Why something is not done, in the words of its record.
CREATE FUNCTION undone_words(p_source text, p_id text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(CASE p_source
    WHEN 'task' THEN (SELECT format('open, not done (status %s)', coalesce(nullif(btrim(t.status), ''), 'none'))
                        FROM task AS t WHERE t.task_id = p_id)
    WHEN 'email' THEN (SELECT CASE WHEN m.is_bounced THEN 'bounced' ELSE format('not sent (status %s)', coalesce(m.status, 'none')) END
                         FROM email_message AS m WHERE m.message_id = p_id)
  END, 'not done')
$$;

-- The same in words. not_touch: why it is no touch, whatever window is looked at; NULL where
-- it is one.
CREATE VIEW activity_told AS
SELECT a.*, CASE WHEN NOT a.has_time THEN (a.at AT TIME ZONE org_zone())::date END AS day,
       regexp_replace(kind_words(a.kind), '^an? ', '')
         || CASE a.direction WHEN 'inbound' THEN ' in' WHEN 'none' THEN ' inside' ELSE '' END
         || coalesce(': ' || nullif(btrim(a.subject), ''), '') AS what,
       CASE a.direction WHEN 'inbound' THEN coalesce(a.person, a.person_id, '?') || ' → ' || coalesce(user_words(a.rep_id), '?')
            WHEN 'mutual' THEN concat_ws(', ', user_words(a.rep_id), coalesce(a.person, a.person_id))
            ELSE concat_ws(' → ', coalesce(user_words(a.rep_id), '?'), coalesce(a.person, a.person_id)) END AS who,
       CASE WHEN a.aside IS NOT NULL THEN a.aside
            WHEN a.folded_into IS NOT NULL THEN 'folded into ' || a.folded_into
            WHEN a.direction = 'inbound' THEN 'a reply, no touch'
            WHEN a.kind = 'meeting' THEN 'a meeting, no touch'
            WHEN NOT a.is_done THEN undone_words(a.source, a.activity_id)
            WHEN a.direction = 'none' THEN 'internal, no touch'
            WHEN a.kind NOT IN ('email', 'call', 'linkedin', 'sms') THEN 'no e-mail, call, LinkedIn message or SMS'
            WHEN a.person_id IS NULL AND a.account_id IS NULL THEN 'names no person and no account' END AS not_touch
  FROM activity_any AS a;

-- Which object of the source a finding's record comes from.
CREATE FUNCTION record_object(p_type text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE p_type WHEN 'user' THEN 'crm_user' WHEN 'document' THEN 'document_link' ELSE p_type END;

-- A record's versions up to the run's instant, custom fields beside the others.
CREATE FUNCTION record_versions(p_type text, p_id text)
RETURNS TABLE (valid_from timestamptz, valid_to timestamptz, fields jsonb) LANGUAGE sql STABLE AS $$
  SELECT v.valid_from, v.valid_to, v.fields
    FROM (SELECT a.valid_from, a.valid_to, to_jsonb(a) || a.custom AS fields
            FROM account_version AS a WHERE p_type = 'account' AND a.account_id = p_id
          UNION ALL
          SELECT c.valid_from, c.valid_to, to_jsonb(c) || c.custom
            FROM contact_version AS c WHERE p_type = 'contact' AND c.contact_id = p_id
          UNION ALL
          SELECT l.valid_from, l.valid_to, to_jsonb(l) || l.custom
            FROM lead_version AS l WHERE p_type = 'lead' AND l.lead_id = p_id
          UNION ALL
          SELECT o.valid_from, o.valid_to, to_jsonb(o) || o.custom
            FROM opportunity_version AS o WHERE p_type = 'opportunity' AND o.opportunity_id = p_id
          UNION ALL
          SELECT u.valid_from, u.valid_to, to_jsonb(u) || u.custom
            FROM crm_user_version AS u WHERE p_type = 'user' AND u.user_id = p_id
          UNION ALL
          SELECT '-infinity', 'infinity', to_jsonb(e) FROM event AS e WHERE p_type = 'event' AND e.event_id = p_id
          UNION ALL
          SELECT '-infinity', 'infinity', to_jsonb(q) FROM quote AS q WHERE p_type = 'quote' AND q.quote_id = p_id
          UNION ALL
          SELECT '-infinity', 'infinity', to_jsonb(d)
            FROM (SELECT * FROM document_link AS d WHERE d.document_id = p_id ORDER BY d.link_id LIMIT 1) AS d
           WHERE p_type = 'document') AS v
   WHERE v.valid_from <= as_of()
$$;

-- A value of a record as people read it: who a user's id is, which day.
CREATE FUNCTION value_words(p_value text) RETURNS text LANGUAGE sql STABLE
RETURN CASE WHEN p_value ~ '^00[5G]' THEN p_value || coalesce(' (' || nullif(user_words(p_value), p_value) || ')', '')
            WHEN p_value ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d' THEN clock_words(p_value::timestamptz, org_zone()) ELSE p_value END;

-- What changed in a field of ours, by the CRM's own histories and by our versions.
CREATE FUNCTION record_changes(p_type text, p_id text, p_name text)
RETURNS TABLE (at timestamptz, old_value text, new_value text, who text, id text, told_by text) LANGUAGE sql STABLE AS $$
  WITH named AS (
    SELECT lower(f.field) AS field FROM source_field AS f WHERE f.object = p_type AND f.name = p_name
    UNION
    SELECT 'owner' WHERE p_name = 'owner_id'
  ), tracked AS (
    SELECT * FROM opportunity_field_history WHERE p_type = 'opportunity' AND record_id = p_id
    UNION ALL
    SELECT * FROM account_history WHERE p_type = 'account' AND record_id = p_id
    UNION ALL
    SELECT * FROM contact_history WHERE p_type = 'contact' AND record_id = p_id
    UNION ALL
    SELECT * FROM lead_history WHERE p_type = 'lead' AND record_id = p_id
  ), snapshot AS (
    SELECT h.history_id, h.created_at, h.created_by, to_jsonb(h) ->> p_name AS value,
           lag(to_jsonb(h) ->> p_name) OVER (ORDER BY h.created_at, h.history_id) AS old
      FROM opportunity_history AS h
     WHERE p_type = 'opportunity' AND p_name IN ('stage', 'amount', 'close_date') AND h.opportunity_id = p_id
       AND h.created_at < as_of() AND NOT h.is_deleted
  ), version AS (
    SELECT v.valid_from, v.fields ->> p_name AS value, lag(v.fields ->> p_name) OVER (ORDER BY v.valid_from) AS old
      FROM record_versions(p_type, p_id) AS v
  )
  SELECT s.created_at, s.old, s.value, user_words(s.created_by), s.history_id, 'the CRM''s stage history'
    FROM snapshot AS s WHERE s.value IS DISTINCT FROM s.old
  UNION ALL
  SELECT t.created_at, t.old_value, t.new_value, user_words(t.created_by), t.history_id, 'the CRM''s field history'
    FROM tracked AS t
   WHERE lower(t.field) IN (SELECT n.field FROM named AS n) AND t.created_at < as_of() AND NOT t.is_deleted
  UNION ALL
  SELECT v.valid_from, v.old, v.value, NULL, NULL, 'our versions'
    FROM version AS v WHERE v.value IS DISTINCT FROM v.old AND v.valid_from > '-infinity'
$$;

-- What a key of a finding's detail is called.
CREATE FUNCTION detail_title(p_check text, p_key text) RETURNS text LANGUAGE sql STABLE
RETURN upper(left(p_key, 1)) || replace(substr(p_key, 2), '_', ' ');

-- An instant by the rep's clock, and by the organisation's where that is another.
CREATE FUNCTION both_clocks(at timestamptz, zone text) RETURNS text LANGUAGE sql STABLE
RETURN clock_words(at, zone) || CASE WHEN zone = org_zone() THEN '' ELSE format(' (%s in %s)', clock_words(at, org_zone()), org_zone()) END;

-- A value of a detail as people read it.
CREATE FUNCTION detail_words(p_value jsonb, zone text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN jsonb_typeof(p_value) = 'array' THEN threshold_words(p_value)
              WHEN p_value #>> '{}' ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d' THEN both_clocks((p_value #>> '{}')::timestamptz, zone)
              WHEN p_value #>> '{}' ~ '^\d{4}-\d\d-\d\d$' THEN date_words((p_value #>> '{}')::date)
              ELSE p_value #>> '{}' END
$$;
