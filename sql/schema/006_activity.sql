-- Tasks and events in the words of the rules.

-- Which kind a text names, per level; the configuration's rows win over ours.
CREATE VIEW activity_kind AS
SELECT DISTINCT ON (level, match) level, match, kind
  FROM (SELECT substr(section, 10) AS level, lower(name) AS match, lower(value) AS kind, 1 AS place
          FROM setting
         WHERE section IN ('activity.subtype', 'activity.type', 'activity.subject')
        UNION ALL
        SELECT level, match, kind, 2
          FROM (VALUES ('subtype', 'call', 'call'), ('subtype', 'email', 'email'), ('subtype', 'listemail', 'email'),
                       ('subtype', 'linkedin', 'linkedin'), ('subtype', 'cadence', 'other'),
                       ('type', 'call', 'call'), ('type', 'email', 'email'), ('type', 'linkedin', 'linkedin'),
                       ('type', 'sms', 'sms'), ('type', 'meeting', 'meeting'), ('type', 'other', 'other'),
                       ('subject', 'call', 'call'), ('subject', 'email', 'email'),
                       ('subject', 'send quote', 'email')) AS ours (level, match, kind)) AS both_lists
 ORDER BY level, match, place;

-- A task's own words on whether it is done: the CRM's, or the configured statuses.
-- '*' takes whatever has a due date, and else what the CRM calls done.
CREATE FUNCTION task_done(status text, is_closed boolean, due_on date, completed_at timestamptz, statuses text[])
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
           WHEN statuses = '{}' THEN coalesce(is_closed, false) OR coalesce(lower(btrim(status)) = 'completed', false)
           WHEN '*' = ANY (statuses) THEN due_on IS NOT NULL
             OR (completed_at IS NOT NULL AND (coalesce(is_closed, false) OR coalesce(lower(btrim(status)) = 'completed', false)))
           ELSE coalesce(lower(btrim(status)) = ANY (statuses), false)
         END
$$;

-- A subject without what mail programs and sequencers put around it.
CREATE FUNCTION subject_key(subject text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT btrim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
           lower(coalesce(subject, '')), '\[[^\]]*\]', ' ', 'g'),
           '^\s*((re|fwd?|email)\s*:\s*)+', ''),
           '[^[:alnum:][:space:]]', '', 'g'),
           '[[:space:]]+', ' ', 'g'))
$$;

CREATE VIEW activity_of_task AS
SELECT t.task_id AS activity_id, 'task' AS source, k.kind,
       CASE WHEN k.kind = 'meeting' THEN 'mutual'
            WHEN lower(btrim(t.call_type)) = 'inbound' OR btrim(t.subject) ILIKE '[in]%' OR btrim(t.subject) ILIKE 'inbound%'
                 OR btrim(t.subject) ILIKE 'email received%' THEN 'inbound'
            WHEN lower(btrim(t.call_type)) = 'internal' THEN 'none'
            ELSE 'outbound' END AS direction,
       task_done(t.status, t.is_closed, t.due_on, t.completed_at, s.statuses) AS is_done,
       coalesce(lower(t.subtype) IN ('listemail', 'cadence'), false) AS is_automated,
       t.owner_id AS rep_id, t.who_id AS person_id,
       coalesce(t.account_id, CASE WHEN t.what_id LIKE '001%' THEN t.what_id END) AS account_id,
       CASE WHEN t.what_id LIKE '006%' THEN t.what_id END AS opportunity_id,
       CASE WHEN t.what_id LIKE '500%' THEN t.what_id END AS case_id,
       CASE WHEN t.due_on IS NULL THEN t.completed_at
            WHEN clock.on_day THEN clock.at
            ELSE t.due_on::timestamp AT TIME ZONE s.org_zone END AS at,
       CASE WHEN t.due_on IS NULL THEN t.completed_at IS NOT NULL ELSE clock.on_day AND clock.at <> t.due_on::timestamp AT TIME ZONE s.org_zone END AS has_time,
       t.subject, subject_key(t.subject) AS subject_key
  FROM task AS t
 CROSS JOIN (SELECT setting_value('org', 'timezone') AS org_zone,
                    ARRAY(SELECT lower(item) FROM setting_list('activity', 'touch_statuses') AS item) AS statuses) AS s
  LEFT JOIN crm_user_version AS u ON u.user_id = t.owner_id AND u.valid_to = 'infinity'
  LEFT JOIN activity_kind AS by_subtype ON by_subtype.level = 'subtype' AND by_subtype.match = lower(btrim(t.subtype))
  LEFT JOIN activity_kind AS by_type ON by_type.level = 'type' AND by_type.match = lower(btrim(t.type))
  LEFT JOIN activity_kind AS by_subject ON by_subject.level = 'subject' AND by_subject.match = lower(btrim(t.subject))
 CROSS JOIN LATERAL (SELECT coalesce(by_subtype.kind, by_type.kind, by_subject.kind, 'other') AS kind) AS k
 CROSS JOIN LATERAL (SELECT coalesce(t.completed_at, t.created_at) AS at,
                            coalesce((coalesce(t.completed_at, t.created_at)
                                      AT TIME ZONE coalesce(u.zone, s.org_zone))::date = t.due_on, false) AS on_day) AS clock
 WHERE NOT t.is_deleted AND NOT t.is_recurrence;

-- Copies for the other invited users, the master row of a series, and what was
-- called off are no meetings.
CREATE VIEW activity_of_event AS
SELECT e.event_id AS activity_id, 'event' AS source, 'meeting' AS kind, 'mutual' AS direction, true AS is_done,
       false AS is_automated, e.owner_id AS rep_id, e.who_id AS person_id,
       coalesce(e.account_id, CASE WHEN e.what_id LIKE '001%' THEN e.what_id END) AS account_id,
       CASE WHEN e.what_id LIKE '006%' THEN e.what_id END AS opportunity_id,
       CASE WHEN e.what_id LIKE '500%' THEN e.what_id END AS case_id,
       CASE WHEN e.starts_at IS NULL OR (e.is_all_day AND e.starts_on IS NOT NULL)
            THEN e.starts_on::timestamp AT TIME ZONE setting_value('org', 'timezone')
            ELSE e.starts_at END AS at,
       e.starts_at IS NOT NULL AND NOT e.is_all_day AS has_time,
       e.subject, subject_key(e.subject) AS subject_key
  FROM event AS e
 WHERE NOT e.is_deleted AND NOT e.is_child AND NOT e.is_recurrence
   AND coalesce(e.subject, '') !~* '^\s*(cancell?ed|declined)\s*:';

CREATE VIEW activity_source AS
SELECT * FROM activity_of_task
UNION ALL
SELECT * FROM activity_of_event;

-- The instant of the kept activity that a later one folds into: the first, until one
-- comes more than ten minutes after it. As a window aggregate it needs one pass.
CREATE FUNCTION fold_step(kept timestamptz, at timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE
RETURN CASE WHEN at <= kept + interval '10 minutes' THEN kept ELSE at END;
CREATE AGGREGATE fold_kept (timestamptz) (SFUNC = fold_step, STYPE = timestamptz);

-- Brings activity up to date with the tasks and events that the merge changed; all of
-- them when the settings that decide kinds, statuses or zones are others than last time.
CREATE FUNCTION activity_derive() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  fingerprint text;
  everything boolean;
  amount bigint;
BEGIN
  SELECT md5(string_agg(section || '.' || name || '=' || value, E'\n' ORDER BY section, name)) INTO fingerprint
    FROM setting
   WHERE section LIKE 'activity%' OR (section = 'org' AND name = 'timezone');
  everything := NOT EXISTS (SELECT FROM derivation WHERE settings = fingerprint);
  DELETE FROM stage_activity;
  DELETE FROM stage_person;
  IF everything THEN
    INSERT INTO stage_activity (source, activity_id)
    SELECT 'task', task_id FROM task UNION ALL SELECT 'event', event_id FROM event;
  ELSE
    INSERT INTO stage_activity (source, activity_id)
    SELECT object, record_id FROM stage_changed WHERE object IN ('task', 'event')
     UNION
    SELECT 'task', t.task_id
      FROM task AS t JOIN stage_changed AS c ON c.object = 'crm_user' AND c.record_id = t.owner_id;
  END IF;
  -- without its figures the planner takes a full stage for an empty one
  ANALYZE stage_activity;

  INSERT INTO stage_person (person_id)
  SELECT a.person_id FROM activity AS a JOIN stage_activity USING (source, activity_id)
   WHERE a.person_id IS NOT NULL;
  DELETE FROM activity AS a
   USING stage_activity AS c
   WHERE c.source = a.source AND c.activity_id = a.activity_id
     AND NOT EXISTS (SELECT FROM activity_source AS s WHERE s.activity_id = a.activity_id AND s.source = a.source);
  INSERT INTO activity (activity_id, source, kind, direction, is_done, is_automated, rep_id, person_id, account_id,
                        opportunity_id, case_id, at, has_time, subject, subject_key)
  SELECT s.activity_id, s.source, s.kind, s.direction, s.is_done, s.is_automated, s.rep_id, s.person_id, s.account_id,
         s.opportunity_id, s.case_id, s.at, s.has_time, s.subject, s.subject_key
    FROM activity_source AS s
    JOIN stage_activity AS c ON c.source = s.source AND c.activity_id = s.activity_id
    LEFT JOIN activity AS a ON a.activity_id = s.activity_id AND a.source = s.source
   WHERE a.activity_id IS NULL
      OR (s.kind, s.direction, s.is_done, s.is_automated, s.rep_id, s.person_id, s.account_id, s.opportunity_id,
          s.case_id, s.at, s.has_time, s.subject)
         IS DISTINCT FROM (a.kind, a.direction, a.is_done, a.is_automated, a.rep_id, a.person_id, a.account_id,
                           a.opportunity_id, a.case_id, a.at, a.has_time, a.subject)
  ON CONFLICT (activity_id, source) DO UPDATE
     SET kind = excluded.kind, direction = excluded.direction, is_done = excluded.is_done,
         is_automated = excluded.is_automated, rep_id = excluded.rep_id, person_id = excluded.person_id,
         account_id = excluded.account_id, opportunity_id = excluded.opportunity_id, case_id = excluded.case_id,
         at = excluded.at, has_time = excluded.has_time, subject = excluded.subject,
         subject_key = excluded.subject_key;
  GET DIAGNOSTICS amount = ROW_COUNT;

  INSERT INTO stage_person (person_id)
  SELECT a.person_id FROM activity AS a JOIN stage_activity USING (source, activity_id)
   WHERE a.person_id IS NOT NULL;
  ANALYZE stage_person;
  PERFORM activity_fold();

  DELETE FROM derivation;
  INSERT INTO derivation (derivation_id, settings) VALUES (1, fingerprint);
  RETURN amount;
END $$;

-- Same rep, person, kind, direction and done-state, equal subjects, at most ten
-- minutes after the first: one activity. Calls and rows without a time fold across
-- sources alone, so never within the CRM; rows without a person never.
CREATE FUNCTION activity_fold() RETURNS void LANGUAGE sql AS $$
  WITH person AS (
    SELECT DISTINCT person_id FROM stage_person
  ), run AS (
    SELECT a.activity_id, a.source, a.rep_id, a.person_id, a.kind, a.direction, a.is_done, a.subject_key, a.at,
           fold_kept(a.at) OVER (PARTITION BY a.rep_id, a.person_id, a.kind, a.direction, a.is_done, a.subject_key
                                 ORDER BY a.at, a.activity_id, a.source ROWS UNBOUNDED PRECEDING) AS kept_at
      FROM activity AS a
      JOIN person USING (person_id)
     WHERE a.has_time AND a.at IS NOT NULL AND a.kind <> 'call'
  ), kept AS MATERIALIZED (
    SELECT activity_id, source, first_value(activity_id) OVER same AS into_id, row_number() OVER same AS nth
      FROM run
    WINDOW same AS (PARTITION BY rep_id, person_id, kind, direction, is_done, subject_key, kept_at
                    ORDER BY at, activity_id, source)
  ), wanted AS (
    SELECT a.activity_id, a.source, CASE WHEN k.nth > 1 THEN k.into_id END AS into_id
      FROM activity AS a
      JOIN person USING (person_id)
      LEFT JOIN kept AS k ON k.activity_id = a.activity_id AND k.source = a.source
  )
  UPDATE activity AS a SET folded_into = w.into_id
    FROM wanted AS w
   WHERE a.activity_id = w.activity_id AND a.source = w.source AND a.folded_into IS DISTINCT FROM w.into_id
$$;
