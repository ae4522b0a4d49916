-- Coaching: what is decided of a flag, what became of its reasons, a rep's figures beside
-- the past and the team, and when manager and rep have half an hour.

-- Settings that a run stores; until the first one after this migration, their defaults.
INSERT INTO setting (section, name, value) VALUES
  ('coaching', 'minutes', '30'), ('coaching', 'follow_days', '30'), ('coaching', 'least_team', '5')
ON CONFLICT DO NOTHING;

CREATE FUNCTION coaching_number(p_name text) RETURNS integer LANGUAGE sql STABLE
RETURN setting_value('coaching', p_name)::integer;

-- One flag at a time per rep.
CREATE UNIQUE INDEX coaching_flag_running ON coaching_flag (rep_id) WHERE state IN ('open', 'scheduled');

-- Every state that a flag has had. on_day: of the session where one is set or was held,
-- else of the decision. by_whom is a user, '' where nobody was named.
CREATE TABLE coaching_event (
  flag_id bigint NOT NULL,
  place integer NOT NULL,
  on_day date NOT NULL,
  state text NOT NULL,
  by_whom text COLLATE "C" NOT NULL,
  because text NOT NULL,
  source text NOT NULL,
  CONSTRAINT coaching_event_pk PRIMARY KEY (flag_id, place),
  CONSTRAINT coaching_event_state_known CHECK (state IN ('open', 'scheduled', 'done', 'dismissed')),
  CONSTRAINT coaching_event_source_known CHECK (source IN ('night', 'job', 'workbook')),
  CONSTRAINT coaching_event_dismissed_because CHECK (state <> 'dismissed' OR because <> '')
);
INSERT INTO coaching_event (flag_id, place, on_day, state, by_whom, because, source)
SELECT flag_id, 1, raised_on, 'open', '', '', 'night' FROM coaching_flag;

-- What is wrong with a decision about a flag, in words that follow the rep's name.
CREATE FUNCTION coaching_problem(p_flag coaching_flag, p_state text, p_on date, p_because text, p_today date)
RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN p_flag.flag_id IS NULL THEN 'has no coaching flag'
    WHEN coalesce(p_state, '') NOT IN ('open', 'scheduled', 'done', 'dismissed') THEN format('cannot be "%s"; a flag is open, scheduled, done or dismissed', p_state)
    WHEN p_state = 'dismissed' AND p_because = '' THEN 'needs a reason for the flag to be dismissed'
    WHEN p_on < p_flag.raised_on THEN format('has a flag since %s, and %s is before that', p_flag.raised_on, p_on)
    WHEN p_state IN ('done', 'dismissed') AND p_on > p_today THEN format('cannot be %s on %s, which is to come; set a session by "scheduled"', p_state, p_on)
  END
$$;

-- Sets what a manager decides of a rep's last flag. p_on: the session's day, or that of the
-- decision; NULL keeps it where the state stays, else it is the run's day. p_today: the
-- wall clock's. problem says why nothing was set, NULL when all is well; is_changed is
-- false, and no history is written, where the flag was so already.
CREATE FUNCTION coaching_set(p_rep text, p_state text, p_on date, p_because text, p_by text, p_source text, p_today date)
RETURNS TABLE (flag_id bigint, was text, set_on date, is_changed boolean, problem text) LANGUAGE plpgsql AS $$
DECLARE
  flag coaching_flag;
  day date;
  words text := btrim(coalesce(p_because, ''));
  wrong text;
  changes boolean := false;
BEGIN
  SELECT * INTO flag FROM coaching_flag AS f WHERE f.rep_id = p_rep ORDER BY f.raised_on DESC, f.flag_id DESC LIMIT 1;
  day := coalesce(p_on, CASE WHEN flag.state = p_state THEN flag.state_on ELSE greatest(as_of_day(), flag.raised_on) END);
  wrong := coaching_problem(flag, p_state, day, words, p_today);
  IF wrong IS NULL THEN
    changes := (flag.state, flag.state_on, coalesce(flag.dismissed_because, '')) IS DISTINCT FROM
               (p_state, day, CASE p_state WHEN 'dismissed' THEN words ELSE '' END);
  END IF;
  IF changes THEN
    UPDATE coaching_flag AS f
       SET state = p_state, state_on = day, dismissed_because = CASE p_state WHEN 'dismissed' THEN words END
     WHERE f.flag_id = flag.flag_id;
    INSERT INTO coaching_event (flag_id, place, on_day, state, by_whom, because, source)
    SELECT flag.flag_id, coalesce(max(e.place), 0) + 1, day, p_state, coalesce(p_by, ''), words, p_source
      FROM coaching_event AS e
     WHERE e.flag_id = flag.flag_id;
  END IF;
  RETURN QUERY SELECT flag.flag_id, flag.state, day, changes, wrong;
END $$;

-- The findings that coaching is about, open or not. A waived one is no reason for a talk.
CREATE VIEW coaching_finding AS
SELECT f.finding_id, f.check_id, f.record_type, f.record_id, f.part, f.rep_id, f.label, f.severity, f.why, f.weight,
       f.state, f.first_seen, f.resolved_on, f.reopened_on, k.title, k.place
  FROM finding AS f
  JOIN check_catalogue AS k ON k.check_id = f.check_id
 WHERE k.rule ~ '^A[0-9]+$'
   AND NOT EXISTS (SELECT FROM running_waiver AS w
                    WHERE w.check_id = f.check_id AND w.record_id = f.record_id AND w.part = f.part AND w.rep_id = f.rep_id);

-- Coaching flags under way, and those that ended for as long as they are followed.
CREATE OR REPLACE VIEW coaching_shown AS
SELECT f.*, f.state IN ('open', 'scheduled') AS is_running, coalesce(s.name, f.rep_id) AS rep, s.email AS rep_email,
       (SELECT string_agg(t.reason ->> 'words', E'\n' ORDER BY t.place)
          FROM jsonb_array_elements(f.reasons) WITH ORDINALITY AS t (reason, place)) AS words
  FROM coaching_flag AS f
  LEFT JOIN somebody AS s ON s.user_id = f.rep_id
 WHERE f.rep_id BETWEEN scope_low() AND scope_high()
   AND f.raised_on <= as_of_day()
   AND (f.state IN ('open', 'scheduled') OR f.state_on > as_of_day() - coaching_number('follow_days'));

-- What became of the reasons of a flag after its session. Of the check's findings at the rep
-- that were there that day, some may be there still; once all were gone it is cleared; what
-- is found only after that, these again or others, came back. The day of a session counts
-- as before it: its night had looked already.
CREATE VIEW coaching_follow AS
WITH reason AS (
  SELECT f.flag_id, f.rep_id, f.state_on, t.place, t.reason ->> 'check' AS check_id,
         coalesce(k.title, t.reason ->> 'check') AS title
    FROM coaching_flag AS f
   CROSS JOIN LATERAL jsonb_array_elements(f.reasons) WITH ORDINALITY AS t (reason, place)
    LEFT JOIN check_catalogue AS k ON k.check_id = t.reason ->> 'check'
   WHERE f.state = 'done' AND f.state_on < as_of_day() AND f.rep_id BETWEEN scope_low() AND scope_high()
), counted AS (
  SELECT r.flag_id, r.place, r.check_id, r.title, r.state_on,
         count(*) FILTER (WHERE s.was_there) AS findings_then,
         count(*) FILTER (WHERE s.was_there AND d.state = 'open' AND s.since <= r.state_on) AS still,
         min(s.since) FILTER (WHERE d.state = 'open' AND s.since > r.state_on) AS again_on,
         max(d.resolved_on) FILTER (WHERE s.was_there) AS left_on, max(d.resolved_on) AS gone_on
    FROM reason AS r
    LEFT JOIN coaching_finding AS d ON d.rep_id = r.rep_id AND d.check_id = r.check_id
   CROSS JOIN LATERAL (SELECT coalesce(d.reopened_on, d.first_seen) AS since,
                              d.first_seen <= r.state_on AND (d.state = 'open' OR d.resolved_on > r.state_on) AS was_there) AS s
   GROUP BY r.flag_id, r.place, r.check_id, r.title, r.state_on
), judged AS (
  SELECT *, CASE WHEN still > 0 OR again_on <= left_on THEN 'still there'
                 WHEN again_on IS NOT NULL THEN 'came back'
                 ELSE 'cleared' END AS outcome
    FROM counted
)
SELECT flag_id, place, check_id, title, outcome,
       CASE outcome WHEN 'came back' THEN again_on WHEN 'cleared' THEN gone_on END AS on_day, findings_then, still,
       CASE WHEN outcome = 'still there' AND still = 0 THEN format('%s: still there, on other records', title)
            WHEN outcome = 'still there' THEN format('%s: still there, %s of %s', title, still, findings_then)
            ELSE concat_ws(' ', title || ': ' || outcome,
                           'on ' || CASE outcome WHEN 'came back' THEN again_on ELSE gone_on END) END AS words
  FROM judged;

-- Every rep's figures of the 30 days before as of (span 0) and the 30 before those (span 1).
-- What a touch is stands in a column of its own: the planner would take the four conditions
-- for next to no rows, and compare every pair with every reply.
CREATE VIEW rep_window AS
WITH live AS (
  SELECT a.rep_id, a.kind, a.direction, a.is_done, a.person_id, coalesce(a.person, 'no name (' || a.person_id || ')') AS person,
         a.account_id, a.activity_id, a.at, a.at AT TIME ZONE org_zone() AS local_at,
         CASE WHEN a.at >= days_before(30) THEN 0 ELSE 1 END AS span,
         a.is_done AND a.direction = 'outbound' AND a.kind IN ('email', 'call', 'linkedin', 'sms')
           AND (a.person_id IS NOT NULL OR a.account_id IS NOT NULL) AS is_touch
    FROM activity_live AS a
   WHERE a.at >= days_before(60)
     AND a.rep_id BETWEEN scope_low() AND scope_high()
     AND NOT EXISTS (SELECT FROM catch_all_account AS c WHERE c.account_id = a.account_id)
), touched AS (
  SELECT l.rep_id, l.kind, l.person_id, l.person, l.account_id, l.activity_id, l.at, l.local_at, l.span
    FROM live AS l
    JOIN rep AS r ON r.rep_id = l.rep_id
   WHERE l.is_touch
), total AS (
  SELECT rep_id, span, count(*) AS touches,
         count(*) FILTER (WHERE kind = 'email') AS emails, count(*) FILTER (WHERE kind = 'call') AS calls,
         count(*) FILTER (WHERE kind = 'linkedin') AS linkedin, count(*) FILTER (WHERE kind = 'sms') AS sms,
         count(DISTINCT person_id) AS persons, count(DISTINCT account_id) AS accounts
    FROM touched
   GROUP BY rep_id, span
), pair AS (
  SELECT rep_id, span, person_id, count(*) AS touches
    FROM touched
   WHERE person_id IS NOT NULL
   GROUP BY rep_id, span, person_id
), spread AS (
  SELECT rep_id, span, percentile_cont(0.5) WITHIN GROUP (ORDER BY touches) AS median,
         percentile_cont(0.9) WITHIN GROUP (ORDER BY touches) AS p90, max(touches) AS most
    FROM pair
   GROUP BY rep_id, span
), burst AS (
  SELECT DISTINCT ON (rep_id, span) rep_id, span, touches, person
    FROM (SELECT rep_id, span, person_id, person, at,
                 count(*) OVER (PARTITION BY rep_id, span, person_id ORDER BY local_at
                                RANGE BETWEEN CURRENT ROW AND interval '6 days 23:59:59.999999' FOLLOWING) AS touches
            FROM touched
           WHERE person_id IS NOT NULL) AS week
   ORDER BY rep_id, span, touches DESC, at, person_id
), inbound AS (
  SELECT a.person_id, CASE WHEN a.at >= days_before(30) THEN 0 ELSE 1 END AS span, count(*) AS replies
    FROM (SELECT DISTINCT person_id FROM pair) AS p
    JOIN activity_live AS a ON a.person_id = p.person_id
   WHERE a.at >= days_before(60) AND a.direction = 'inbound'
     AND NOT EXISTS (SELECT FROM catch_all_account AS c WHERE c.account_id = a.account_id)
   GROUP BY 1, 2
), reply AS (
  SELECT p.rep_id, p.span, sum(i.replies)::bigint AS replies, count(*) AS replied
    FROM pair AS p
    JOIN inbound AS i ON i.person_id = p.person_id AND i.span = p.span
   GROUP BY p.rep_id, p.span
), meeting AS (
  SELECT rep_id, span, count(*) AS meetings
    FROM live
   WHERE kind = 'meeting'
   GROUP BY rep_id, span
), active AS (
  SELECT rep_id, span, count(DISTINCT day) AS days
    FROM (SELECT rep_id, span, local_at::date AS day FROM touched
           UNION ALL
          SELECT rep_id, span, local_at::date FROM live WHERE kind = 'meeting') AS d
   GROUP BY rep_id, span
)
SELECT r.rep_id, r.name, s.span, coalesce(t.touches, 0) AS touches, coalesce(t.emails, 0) AS emails,
       coalesce(t.calls, 0) AS calls, coalesce(t.linkedin, 0) AS linkedin, coalesce(t.sms, 0) AS sms,
       coalesce(t.persons, 0) AS persons, coalesce(t.accounts, 0) AS accounts, p.median, p.p90, p.most,
       b.touches AS burst, b.person AS burst_person,
       coalesce(y.replies, 0) AS replies,
       CASE WHEN t.persons > 0 THEN coalesce(y.replied, 0)::numeric / t.persons END AS reply_rate,
       coalesce(m.meetings, 0) AS meetings, coalesce(a.days, 0) AS days
  FROM rep AS r
 CROSS JOIN (VALUES (0), (1)) AS s (span)
  LEFT JOIN total AS t ON t.rep_id = r.rep_id AND t.span = s.span
  LEFT JOIN spread AS p ON p.rep_id = r.rep_id AND p.span = s.span
  LEFT JOIN burst AS b ON b.rep_id = r.rep_id AND b.span = s.span
  LEFT JOIN reply AS y ON y.rep_id = r.rep_id AND y.span = s.span
  LEFT JOIN meeting AS m ON m.rep_id = r.rep_id AND m.span = s.span
  LEFT JOIN active AS a ON a.rep_id = r.rep_id AND a.span = s.span;

-- The figures that a talk is about, as the last run of all reps left them: a run for one
-- rep brings that one's up to date, and finds the team's here.
CREATE TABLE rep_figure (
  rep_id text COLLATE "C" NOT NULL,
  span integer NOT NULL,
  touches bigint NOT NULL,
  burst bigint NOT NULL,
  persons bigint NOT NULL,
  reply_rate numeric,
  days bigint NOT NULL,
  CONSTRAINT rep_figure_pk PRIMARY KEY (rep_id, span)
);

CREATE FUNCTION rep_figure_keep() RETURNS void LANGUAGE sql AS $$
  DELETE FROM rep_figure WHERE rep_id BETWEEN scope_low() AND scope_high();
  INSERT INTO rep_figure (rep_id, span, touches, burst, persons, reply_rate, days)
  SELECT rep_id, span, touches, coalesce(burst, 0), persons, round(reply_rate, 4), days
    FROM rep_window
   ORDER BY rep_id, span
$$;

-- A rep's team: the same role under the same manager, else, where they are too few, the
-- whole role; the rep is one of them. Fewer than [coaching] least_team are none: a median
-- of few tells of persons.
CREATE VIEW rep_team AS
WITH colleague AS (
  SELECT r.rep_id, o.rep_id AS colleague_id, r.manager_id <> '' AND o.manager_id = r.manager_id AS is_near
    FROM rep AS r
    JOIN run_rep AS o ON o.run_id = run_id() AND o.role = r.role
   WHERE EXISTS (SELECT FROM rep_figure AS f WHERE f.rep_id = o.rep_id)
), counted AS (
  SELECT *, count(*) FILTER (WHERE is_near) OVER (PARTITION BY rep_id) AS near, count(*) OVER (PARTITION BY rep_id) AS everybody
    FROM colleague
)
SELECT rep_id, colleague_id
  FROM counted
 WHERE CASE WHEN near >= coaching_number('least_team') THEN is_near ELSE everybody >= coaching_number('least_team') END;

CREATE VIEW rep_team_figure AS
SELECT t.rep_id, count(*) AS reps,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY f.touches) AS touches, percentile_cont(0.5) WITHIN GROUP (ORDER BY f.burst) AS burst,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY f.persons) AS persons, percentile_cont(0.5) WITHIN GROUP (ORDER BY f.reply_rate) AS reply_rate,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY f.days) AS days
  FROM rep_team AS t
  JOIN rep_figure AS f ON f.rep_id = t.colleague_id AND f.span = 0
 GROUP BY t.rep_id;

-- "12", "12.5", "40 %"; "none" for a rate of nobody.
CREATE FUNCTION figure_words(figure numeric, is_rate boolean) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE WHEN figure IS NULL THEN 'none' WHEN is_rate THEN round(figure * 100) || ' %' ELSE trim_scale(round(figure, 1))::text END;

-- Own past first: a line per figure, "before → now"; the team's median is for the now.
CREATE VIEW coaching_figure AS
SELECT n.rep_id,
       (SELECT string_agg(format('%s %s → %s', v.name, figure_words(v.before, v.is_rate), figure_words(v.now, v.is_rate)), E'\n' ORDER BY v.place)
          FROM (VALUES (1, 'touches', o.touches::numeric, n.touches::numeric, false), (2, 'most to one in 7 days', o.burst, n.burst, false),
                       (3, 'persons', o.persons, n.persons, false), (4, 'reply rate', o.reply_rate, n.reply_rate, true),
                       (5, 'days active', o.days, n.days, false)) AS v (place, name, before, now, is_rate)) AS own,
       (SELECT string_agg(format('%s %s', v.name, figure_words(v.now, v.is_rate)), E'\n' ORDER BY v.place) || E'\n(' || t.reps || ' reps)'
          FROM (VALUES (1, 'touches', t.touches::numeric, false), (2, 'most to one in 7 days', t.burst::numeric, false),
                       (3, 'persons', t.persons::numeric, false), (4, 'reply rate', t.reply_rate::numeric, true),
                       (5, 'days active', t.days::numeric, false)) AS v (place, name, now, is_rate)
         WHERE t.rep_id IS NOT NULL) AS team,
       jsonb_build_object('touches', n.touches, 'touches_before', o.touches, 'burst', n.burst, 'burst_before', o.burst,
         'persons', n.persons, 'persons_before', o.persons, 'reply_rate', n.reply_rate, 'reply_rate_before', o.reply_rate,
         'days', n.days, 'days_before', o.days) AS own_figures,
       CASE WHEN t.rep_id IS NOT NULL THEN
         jsonb_build_object('reps', t.reps, 'touches', t.touches, 'burst', t.burst, 'persons', t.persons,
           'reply_rate', round(t.reply_rate::numeric, 4), 'days', t.days) END AS team_figures
  FROM rep_figure AS n
  JOIN rep_figure AS o ON o.rep_id = n.rep_id AND o.span = 1
  LEFT JOIN rep_team_figure AS t ON t.rep_id = n.rep_id
 WHERE n.span = 0 AND n.rep_id BETWEEN scope_low() AND scope_high();

-- When people are taken. The columns are new, so the next pull reads all events once more.
ALTER TABLE event
  ADD COLUMN ends_at timestamptz,
  ADD COLUMN minutes numeric,
  ADD COLUMN show_as text;
CREATE INDEX event_owner ON event (owner_id);

-- The events that a user owns, copies for the invited among them, or has accepted, but none
-- that was called off, declined, or is shown as free. An event without an end takes an
-- hour. One of whole days takes the user's own days, the last one included.
CREATE FUNCTION busy_times(p_user text, p_zone text) RETURNS TABLE (starts_at timestamptz, ends_at timestamptz) LANGUAGE sql STABLE AS $$
  WITH mine AS (
    SELECT e.* FROM event AS e WHERE e.owner_id = p_user
     UNION
    SELECT e.*
      FROM event_relation AS r
      JOIN event AS e ON e.event_id = r.event_id
     WHERE r.person_id = p_user AND NOT r.is_deleted AND lower(r.status) = 'accepted'
  )
  SELECT t.starts_at, t.ends_at
    FROM mine AS e
   CROSS JOIN LATERAL (
     SELECT coalesce(e.starts_on, (e.starts_at AT TIME ZONE 'UTC')::date) AS first_day,
            CASE WHEN e.ends_at IS NOT NULL THEN (e.ends_at AT TIME ZONE 'UTC')::date
                 ELSE coalesce(e.starts_on, (e.starts_at AT TIME ZONE 'UTC')::date)
                      + greatest(ceil(coalesce(e.minutes, 0) / 1440)::integer - 1, 0) END AS last_day) AS d
   CROSS JOIN LATERAL (
     SELECT CASE WHEN e.is_all_day THEN d.first_day::timestamp AT TIME ZONE p_zone ELSE e.starts_at END AS starts_at,
            CASE WHEN e.is_all_day THEN (greatest(d.last_day, d.first_day) + 1)::timestamp AT TIME ZONE p_zone
                 ELSE coalesce(e.ends_at, e.starts_at + coalesce(e.minutes, 60)::double precision * interval '1 minute') END AS ends_at) AS t
   WHERE NOT e.is_deleted AND NOT e.is_recurrence AND lower(btrim(coalesce(e.show_as, ''))) <> 'free'
     AND coalesce(e.subject, '') !~* '^\s*(cancell?ed|declined)\s*:'
     AND NOT EXISTS (SELECT FROM event_relation AS r
                      WHERE r.event_id = e.event_id AND r.person_id = p_user AND NOT r.is_deleted AND lower(r.status) = 'declined')
$$;

-- When manager and rep are free for a session: on the half hours of the manager's clock,
-- within the business hours as that clock shows them, on the first ten business days
-- after the run's day on which both work, each by the date that it is there.
CREATE FUNCTION coaching_slots(p_manager text, p_rep text) RETURNS TABLE (starts_at timestamptz) LANGUAGE sql STABLE AS $$
  WITH pair AS (
    SELECT coalesce(m.zone, org_zone()) AS zone, coalesce(r.zone, org_zone()) AS rep_zone,
           make_interval(mins => coaching_number('minutes')) AS length
      FROM crm_user AS m
      LEFT JOIN crm_user AS r ON r.user_id = p_rep
     WHERE m.user_id = p_manager AND m.is_active IS NOT FALSE
  ), day AS (
    SELECT d.day, c.opens, (d.day + c.closes) AT TIME ZONE p.zone AS closes_at
      FROM pair AS p
     CROSS JOIN business_calendar AS c
      JOIN business_day AS d ON d.is_open AND d.day > as_of_day() AND (d.day + c.opens) AT TIME ZONE p.zone > as_of()
     ORDER BY d.day
     LIMIT 10
  ), slot AS MATERIALIZED (
    SELECT s.starts_at, s.starts_at + p.length AS ends_at, (s.starts_at AT TIME ZONE p.rep_zone)::date AS rep_day
      FROM day AS d
     CROSS JOIN pair AS p
     CROSS JOIN generate_series(0, 47) AS half
     CROSS JOIN LATERAL (SELECT d.day + half * interval '30 minutes' AS local_at) AS l
     CROSS JOIN LATERAL (SELECT l.local_at AT TIME ZONE p.zone AS starts_at) AS s
     WHERE l.local_at >= d.day + d.opens AND s.starts_at + p.length <= d.closes_at
       AND s.starts_at AT TIME ZONE p.zone = l.local_at
       AND d.day IN (SELECT w.day FROM rep_workdays(p_manager, as_of_day(), as_of_day() + 60) AS w)
  ), busy AS MATERIALIZED (
    SELECT b.starts_at, b.ends_at FROM pair AS p, busy_times(p_manager, p.zone) AS b WHERE b.ends_at > as_of()
     UNION ALL
    SELECT b.starts_at, b.ends_at FROM pair AS p, busy_times(p_rep, p.rep_zone) AS b WHERE b.ends_at > as_of()
  )
  SELECT s.starts_at
    FROM slot AS s
   WHERE s.rep_day IN (SELECT w.day FROM rep_workdays(p_rep, as_of_day(), as_of_day() + 60) AS w)
     AND NOT EXISTS (SELECT FROM busy AS b WHERE b.starts_at < s.ends_at AND b.ends_at > s.starts_at)
   ORDER BY s.starts_at
$$;

-- The first of them; NULL where there is none.
CREATE FUNCTION coaching_slot(p_manager text, p_rep text) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT min(s.starts_at) FROM coaching_slots(p_manager, p_rep) AS s
$$;

-- The session that is suggested for a flag that is open; starts_at NULL where nothing is free.
CREATE TABLE coaching_session (
  flag_id bigint NOT NULL,
  manager_id text COLLATE "C" NOT NULL,
  zone text NOT NULL,
  starts_at timestamptz,
  CONSTRAINT coaching_session_pk PRIMARY KEY (flag_id)
);

-- A manager's sessions, for which each takes what the ones before it left: the longest
-- flagged first. Also for a run of one rep all of that manager's are looked at, or the
-- slot would be another's.
-- Their free times are asked for at once, for planning that costs more than running it. For one
-- rep it goes no further than that one's turn: later ones take nothing from it.
CREATE FUNCTION coaching_session_keep() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  flag record;
  taken jsonb := '{}';
  slot timestamptz;
  length CONSTANT interval := make_interval(mins => coaching_number('minutes'));
BEGIN
  DELETE FROM coaching_session AS s
   USING coaching_flag AS f
   WHERE f.flag_id = s.flag_id AND f.rep_id BETWEEN scope_low() AND scope_high();
  FOR flag IN
    SELECT f.flag_id, f.rep_id, r.manager_id, coalesce(m.zone, org_zone()) AS zone,
           array(SELECT s.starts_at FROM coaching_slots(r.manager_id, f.rep_id) AS s) AS slots
      FROM coaching_flag AS f
      JOIN run_rep AS r ON r.run_id = run_id() AND r.rep_id = f.rep_id
      JOIN crm_user AS m ON m.user_id = r.manager_id
     WHERE f.state = 'open' AND f.raised_on <= as_of_day()
       AND EXISTS (SELECT FROM rep AS o JOIN coaching_flag AS w ON w.rep_id = o.rep_id AND w.state = 'open'
                    WHERE o.manager_id = r.manager_id AND (f.raised_on, f.rep_id) <= (w.raised_on, w.rep_id))
     ORDER BY f.raised_on, f.rep_id
  LOOP
    SELECT min(s.starts_at) INTO slot
      FROM unnest(flag.slots) AS s (starts_at)
     WHERE NOT EXISTS (SELECT FROM jsonb_array_elements_text(taken -> flag.manager_id) AS t
                        WHERE t::timestamptz < s.starts_at + length AND t::timestamptz + length > s.starts_at);
    IF slot IS NOT NULL THEN
      taken := jsonb_set(taken, ARRAY[flag.manager_id], coalesce(taken -> flag.manager_id, '[]') || to_jsonb(slot));
    END IF;
    INSERT INTO coaching_session (flag_id, manager_id, zone, starts_at)
    SELECT flag.flag_id, flag.manager_id, flag.zone, slot WHERE flag.rep_id BETWEEN scope_low() AND scope_high();
  END LOOP;
END $$;

-- "Tue 19 Jul, 09:30", and the zone where it is not the organisation's.
CREATE FUNCTION slot_words(at timestamptz, zone text) RETURNS text LANGUAGE sql STABLE
RETURN to_char(at AT TIME ZONE zone, 'Dy FMDD Mon, HH24:MI') || CASE WHEN zone = org_zone() THEN '' ELSE ' (' || zone || ')' END;

-- Letters and digits of a name, for a file's.
CREATE FUNCTION file_word(p_text text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN btrim(regexp_replace(lower(regexp_replace(normalize(p_text, NFKD), '[\u0300-\u036f]', '', 'g')), '[^a-z0-9]+', '-', 'g'), '-');

-- An id in a file's name; what cannot stand there is told apart by its fingerprint.
CREATE FUNCTION file_id(p_id text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE WHEN p_id ~ '^[A-Za-z0-9]+$' THEN p_id ELSE concat_ws('-', nullif(file_word(p_id), ''), left(md5(p_id), 8)) END;

-- The name of a rep's files: the e-mail's local part, else the name; with the id where two
-- reps would share it, for nobody may get to see another's.
CREATE VIEW rep_file AS
WITH named AS (
  SELECT rep_id, name, file_word(coalesce(nullif(split_part(email, '@', 1), ''), name)) AS slug
    FROM run_rep
   WHERE run_id = run_id()
), counted AS (
  SELECT rep_id, name, slug, concat_ws('-', nullif(slug, ''), file_id(rep_id)) AS whole, count(*) OVER (PARTITION BY slug) AS sharing
    FROM named
)
SELECT c.rep_id, c.name,
       CASE WHEN c.slug = '' OR c.sharing > 1 OR EXISTS (SELECT FROM counted AS o WHERE o.whole = c.slug) THEN c.whole ELSE c.slug END AS file
  FROM counted AS c;
