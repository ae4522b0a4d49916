-- Findings' life in full: waivers, escalation, what happened when, and which findings a
-- changed threshold or a changed check made.

-- ---- waivers

-- A finding accepted until a day, by its identity. A waiver is over (ended_on) from the
-- day that it was withdrawn or replaced, or from the first night after its last day.
-- severity: as it was accepted.
CREATE TABLE waiver (
  waiver_id bigint GENERATED ALWAYS AS IDENTITY,
  check_id text NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  part text NOT NULL,
  rep_id text COLLATE "C" NOT NULL,
  severity text NOT NULL,
  reason text NOT NULL,
  granted_by text NOT NULL,
  granted_on date NOT NULL,
  until date NOT NULL,
  ended_on date,
  withdrawn_on date,
  withdrawn_by text NOT NULL DEFAULT '',
  withdrawn_why text NOT NULL DEFAULT '',
  source text NOT NULL,
  CONSTRAINT waiver_pk PRIMARY KEY (waiver_id),
  CONSTRAINT waiver_days CHECK (granted_on <= until),
  CONSTRAINT waiver_reason_given CHECK (btrim(reason) <> ''),
  CONSTRAINT waiver_severity_known CHECK (severity IN ('warn', 'fail')),
  CONSTRAINT waiver_withdrawn_ended CHECK (withdrawn_on IS NULL OR ended_on IS NOT DISTINCT FROM withdrawn_on),
  CONSTRAINT waiver_source_known CHECK (source IN ('job', 'workbook'))
);
CREATE UNIQUE INDEX waiver_running ON waiver (check_id, record_id, part, rep_id) WHERE ended_on IS NULL;
CREATE INDEX waiver_identity ON waiver (check_id, record_id, part, rep_id);

-- The days on which a waiver holds, the last one included.
CREATE VIEW waiver_span AS
SELECT w.*, least(w.until, w.withdrawn_on - 1) AS holds_until FROM waiver AS w;

-- Those that hold on the session's day: at most one of a finding.
CREATE VIEW running_waiver AS
SELECT * FROM waiver_span WHERE granted_on <= as_of_day() AND holds_until >= as_of_day();

-- ---- what happened when

-- At most one of a kind in a day, and only when something changed. place: their order
-- within a day.
CREATE TABLE finding_event (
  finding_id bigint NOT NULL,
  on_day date NOT NULL,
  what text NOT NULL,
  words text NOT NULL,
  CONSTRAINT finding_event_pk PRIMARY KEY (finding_id, on_day, what),
  CONSTRAINT finding_event_known CHECK (what IN ('found', 'reopened', 'worse', 'better', 'waiver ended', 'waived', 'waiver withdrawn',
                                                 'escalated', 'calmed', 'resolved'))
);

CREATE FUNCTION event_place(p_what text) RETURNS integer LANGUAGE sql IMMUTABLE
RETURN array_position(ARRAY['waiver ended', 'found', 'reopened', 'worse', 'better', 'escalated', 'calmed', 'waived',
                            'waiver withdrawn', 'resolved'], p_what);

-- ---- findings

-- escalated_on: since when a manager's manager would ask, with the reason in words;
-- appeared_why, severity_why: the changed limit that made it appear, or be as bad as it is.
ALTER TABLE finding ADD COLUMN escalated_on date;
ALTER TABLE finding ADD COLUMN escalated_why text NOT NULL DEFAULT '';
ALTER TABLE finding ADD COLUMN appeared_why text NOT NULL DEFAULT '';
ALTER TABLE finding ADD COLUMN severity_why text NOT NULL DEFAULT '';
ALTER TABLE finding DROP CONSTRAINT finding_closed_why_known;
ALTER TABLE finding ADD CONSTRAINT finding_closed_why_known
  CHECK (closed_why IN ('', 'record gone', 'record merged', 'limit changed', 'check changed'));

-- What is known of the findings that are there already.
INSERT INTO finding_event (finding_id, on_day, what, words)
SELECT finding_id, first_seen, 'found', '' FROM finding
UNION ALL
SELECT finding_id, reopened_on, 'reopened', counted(reopened_times, 'time') || ' in all' FROM finding WHERE reopened_on IS NOT NULL
UNION ALL
SELECT finding_id, resolved_on, 'resolved', closed_why FROM finding WHERE resolved_on IS NOT NULL;

-- Waived ones are counted apart, in no other figure.
ALTER TABLE run_check ADD COLUMN waived bigint NOT NULL DEFAULT 0;
ALTER TABLE run_check ADD COLUMN escalated bigint NOT NULL DEFAULT 0;

-- ---- limits and checks of the last night

-- The limits and the SQL that each check ran with last, in a night of all reps.
CREATE TABLE night_param (
  check_id text NOT NULL,
  rep_id text COLLATE "C" NOT NULL,
  params jsonb NOT NULL,
  CONSTRAINT night_param_pk PRIMARY KEY (check_id, rep_id)
);
INSERT INTO night_param (check_id, rep_id, params)
SELECT check_id, rep_id, params FROM run_param JOIN publication USING (run_id);

CREATE TABLE night_check (
  check_id text NOT NULL,
  sql text NOT NULL,
  CONSTRAINT night_check_pk PRIMARY KEY (check_id)
);

CREATE UNLOGGED TABLE stage_check (
  check_id text NOT NULL,
  sql text NOT NULL
);

-- When a limit changed, for good. rep_id '' is everybody without a figure of their own.
CREATE TABLE threshold_change (
  check_id text NOT NULL,
  rep_id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  old text NOT NULL,
  new text NOT NULL,
  changed_on date NOT NULL,
  CONSTRAINT threshold_change_pk PRIMARY KEY (check_id, rep_id, name, changed_on)
);

-- What the checks whose limits or SQL changed find today as they were before, and what
-- changed, in words. rep_id '' is everybody else.
CREATE UNLOGGED TABLE stage_past (
  check_id text NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  part text NOT NULL,
  rep_id text COLLATE "C" NOT NULL,
  severity text NOT NULL,
  CONSTRAINT stage_past_pk PRIMARY KEY (check_id, record_id, part, rep_id)
);
CREATE UNLOGGED TABLE stage_past_why (
  check_id text NOT NULL,
  rep_id text COLLATE "C" NOT NULL,
  what text NOT NULL,
  words text NOT NULL
);

CREATE FUNCTION limit_words(p_value jsonb) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE jsonb_typeof(p_value)
         WHEN 'array' THEN (SELECT string_agg(item, ', ' ORDER BY at) FROM jsonb_array_elements_text(p_value) WITH ORDINALITY AS v (item, at))
         ELSE coalesce(p_value #>> '{}', '') END;

-- The published night, for a run that may be compared with it: not a look back.
CREATE VIEW last_night AS
SELECT p.run_id FROM publication AS p JOIN run AS r USING (run_id) WHERE r.as_of_day <= as_of_day();

-- The limits of this run beside those of the last night, of every rep with figures of
-- their own in either. A limit that a check got or lost since is no change, nor are those
-- of who is new.
CREATE VIEW past_param AS
WITH own AS (
  SELECT check_id, rep_id FROM run_param WHERE run_id = run_id()
  UNION
  SELECT check_id, rep_id FROM night_param
)
SELECT w.check_id, w.rep_id, n.params,
       CASE WHEN k.is_known THEN n.params || o.params ELSE n.params END AS past
  FROM own AS w
 CROSS JOIN last_night AS l
 CROSS JOIN LATERAL (SELECT p.params FROM run_param AS p
                      WHERE p.run_id = run_id() AND p.check_id = w.check_id AND p.rep_id IN ('', w.rep_id)
                      ORDER BY p.rep_id DESC LIMIT 1) AS n
 CROSS JOIN LATERAL (SELECT p.params FROM night_param AS p
                      WHERE p.check_id = w.check_id AND p.rep_id IN ('', w.rep_id)
                      ORDER BY p.rep_id DESC LIMIT 1) AS o
 CROSS JOIN LATERAL (SELECT w.rep_id = '' OR EXISTS (SELECT FROM night_param AS p WHERE p.check_id = w.check_id AND p.rep_id = w.rep_id)
                            OR EXISTS (SELECT FROM run_rep AS r WHERE r.run_id = l.run_id AND r.rep_id = w.rep_id) AS is_known) AS k;

CREATE VIEW limit_change AS
SELECT w.check_id, w.rep_id, n.key AS name, limit_words(w.past -> n.key) AS old, limit_words(n.value) AS new,
       (SELECT min(p.unit) FROM parameter AS p WHERE p.check_id = w.check_id AND p.name = n.key) AS unit
  FROM past_param AS w
 CROSS JOIN LATERAL jsonb_each(w.params) AS n
 WHERE w.past -> n.key <> n.value;

CREATE VIEW check_ran AS
SELECT check_id FROM run_check WHERE run_id = run_id() AND result IN ('pass', 'warn', 'fail');

-- Begins the second look: which checks of this run have other limits or another SQL than
-- in the night before. Nothing else costs anything.
CREATE FUNCTION past_begin() RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM stage_past;
  DELETE FROM stage_past_why;
  IF NOT EXISTS (SELECT check_id, rep_id, params FROM run_param WHERE run_id = run_id()
                 EXCEPT SELECT check_id, rep_id, params FROM night_param)
     AND NOT EXISTS (SELECT check_id, rep_id, params FROM night_param
                     EXCEPT SELECT check_id, rep_id, params FROM run_param WHERE run_id = run_id())
     AND NOT EXISTS (SELECT FROM stage_check AS s JOIN night_check AS n USING (check_id) WHERE n.sql <> s.sql) THEN
    RETURN;
  END IF;
  INSERT INTO stage_past_why (check_id, rep_id, what, words)
  WITH changed AS (
    SELECT check_id, rep_id,
           string_agg(format('limit %s is %s since %s, was %s%s', name, new, day_words(as_of_day()), old,
                             ' (' || nullif(unit, '') || ')'), '; ' ORDER BY name) AS words
      FROM limit_change
     WHERE rep_id = '' OR rep_id BETWEEN scope_low() AND scope_high()
     GROUP BY check_id, rep_id
  ), rewritten AS (
    SELECT s.check_id, format('the check itself was changed on %s', day_words(as_of_day())) AS words
      FROM stage_check AS s
      JOIN night_check AS n USING (check_id)
     WHERE n.sql <> s.sql AND EXISTS (SELECT FROM last_night)
  ), told AS (
    SELECT check_id, rep_id, words, 'limit changed' AS what FROM changed
    UNION ALL
    SELECT check_id, '', NULL, 'check changed' FROM rewritten AS r
     WHERE NOT EXISTS (SELECT FROM changed AS c WHERE c.check_id = r.check_id AND c.rep_id = '')
  )
  SELECT t.check_id, t.rep_id, CASE WHEN r.words IS NULL THEN t.what ELSE 'check changed' END, concat_ws('; ', r.words, t.words)
    FROM told AS t
    LEFT JOIN rewritten AS r USING (check_id)
   WHERE EXISTS (SELECT FROM check_ran AS k WHERE k.check_id = t.check_id);
  RETURN QUERY SELECT DISTINCT w.check_id FROM stage_past_why AS w ORDER BY w.check_id;
END $$;

-- Runs a check as it was in the night before, over the data of today: threshold() reads
-- the limits of then meanwhile. What hinders it, NULL when nothing does.
CREATE FUNCTION past_check(p_check text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  past_name text := p_check || ' before';
BEGIN
  INSERT INTO run_param (run_id, check_id, rep_id, params)
  SELECT -run_id(), check_id, rep_id, past FROM past_param WHERE check_id = p_check;
  UPDATE run_param SET check_id = past_name WHERE run_id = run_id() AND check_id = p_check;
  UPDATE run_param SET run_id = run_id() WHERE run_id = -run_id() AND check_id = p_check;
  PERFORM check_run(past_name, coalesce((SELECT sql FROM night_check WHERE check_id = p_check),
                                        (SELECT sql FROM stage_check WHERE check_id = p_check)));
  INSERT INTO stage_past (check_id, record_id, part, rep_id, severity)
  SELECT p_check, record_id, part, rep_id, severity FROM stage_finding WHERE check_id = past_name;
  DELETE FROM stage_finding WHERE check_id = past_name;
  DELETE FROM run_param WHERE run_id = run_id() AND check_id = p_check;
  UPDATE run_param SET check_id = p_check WHERE run_id = run_id() AND check_id = past_name;
  RETURN NULL;
EXCEPTION WHEN OTHERS THEN
  DELETE FROM stage_past_why WHERE check_id = p_check;
  RETURN SQLERRM;
END $$;

-- What changed, for a finding that the check of before did not find: the limits of its
-- own rep, else everybody's, else those of whomever the check judged it by.
CREATE FUNCTION past_why(p_check text, p_rep text) RETURNS stage_past_why LANGUAGE sql STABLE AS $$
  SELECT w FROM stage_past_why AS w WHERE w.check_id = p_check ORDER BY w.rep_id = p_rep DESC, w.rep_id = '' DESC, w.rep_id LIMIT 1
$$;

-- Keeps this night's limits and SQL for the next to be compared with, and for good what
-- changed. Not of checks that did not run: those are compared with when they last did.
CREATE FUNCTION past_keep() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM run AS r WHERE r.run_id = run_id() AND r.job IN ('nightly', 'check') AND r.rep_id IS NULL) THEN
    RETURN;
  END IF;
  INSERT INTO threshold_change AS t (check_id, rep_id, name, old, new, changed_on)
  SELECT c.check_id, c.rep_id, c.name, c.old, c.new, as_of_day()
    FROM limit_change AS c
    JOIN check_ran AS k USING (check_id)
  ON CONFLICT (check_id, rep_id, name, changed_on) DO UPDATE SET new = excluded.new;
  DELETE FROM threshold_change AS t WHERE t.changed_on = as_of_day() AND t.old = t.new;

  DELETE FROM night_param AS n USING check_ran AS k
   WHERE k.check_id = n.check_id
     AND NOT EXISTS (SELECT FROM run_param AS p WHERE p.run_id = run_id() AND p.check_id = n.check_id AND p.rep_id = n.rep_id);
  INSERT INTO night_param AS n (check_id, rep_id, params)
  SELECT p.check_id, p.rep_id, p.params FROM run_param AS p JOIN check_ran AS k USING (check_id) WHERE p.run_id = run_id()
  ON CONFLICT (check_id, rep_id) DO UPDATE SET params = excluded.params WHERE n.params <> excluded.params;
  INSERT INTO night_check AS n (check_id, sql)
  SELECT s.check_id, s.sql FROM stage_check AS s JOIN check_ran AS k USING (check_id)
  ON CONFLICT (check_id) DO UPDATE SET sql = excluded.sql WHERE n.sql <> excluded.sql;
END $$;

-- ---- what reports show

-- Findings as people see them on the session's day. rank: in which order, what wants
-- somebody first; remark: what there is to say beside why.
CREATE VIEW finding_life AS
SELECT f.*, w.waiver_id, w.reason AS waiver_reason, w.granted_by AS waived_by, w.granted_on AS waived_on, w.until AS waived_until,
       l.status,
       CASE l.status WHEN 'new' THEN CASE f.severity WHEN 'fail' THEN 1 ELSE 3 END
                     WHEN 'reopened' THEN CASE f.severity WHEN 'fail' THEN 1 ELSE 3 END
                     WHEN 'escalated' THEN 2 WHEN 'ongoing' THEN 4 WHEN 'waived' THEN 5 ELSE 6 END AS rank,
       CASE WHEN f.first_seen <= as_of_day() THEN least(as_of_day(), f.resolved_on) - f.first_seen END AS age,
       concat_ws(E'\n',
         CASE WHEN l.status = 'waived'
              THEN format('waived until %s by %s: %s%s', day_words(w.until), w.granted_by, w.reason,
                          CASE WHEN f.severity = 'fail' AND w.severity = 'warn' THEN '; got worse since, it was a warning' END) END,
         CASE WHEN f.state = 'open' AND w.waiver_id IS NULL THEN e.words END,
         CASE WHEN l.status = 'escalated' THEN 'escalated: ' || f.escalated_why END,
         CASE WHEN f.state = 'open' THEN nullif(f.appeared_why, '') END,
         CASE WHEN f.state = 'open' THEN nullif(f.severity_why, '') END) AS remark,
       coalesce(s.name, nullif(f.rep_id, ''), 'nobody') AS rep, s.email AS rep_email,
       coalesce(c.title, f.check_id) AS check_title, c.rule, c.place
  FROM finding AS f
  LEFT JOIN running_waiver AS w
         ON w.check_id = f.check_id AND w.record_id = f.record_id AND w.part = f.part AND w.rep_id = f.rep_id
  LEFT JOIN (
    SELECT o.check_id, o.record_id, o.part, o.rep_id,
           string_agg(format('the waiver of %s by %s %s', day_words(o.granted_on), o.granted_by,
                             CASE WHEN o.withdrawn_on IS NULL THEN 'ended'
                                  ELSE concat_ws(': ', 'was withdrawn by ' || o.withdrawn_by, nullif(o.withdrawn_why, '')) END),
                      E'\n' ORDER BY o.waiver_id) AS words
      FROM waiver AS o
     WHERE o.ended_on = as_of_day() AND o.withdrawn_why <> 'replaced'
     GROUP BY o.check_id, o.record_id, o.part, o.rep_id) AS e
         ON e.check_id = f.check_id AND e.record_id = f.record_id AND e.part = f.part AND e.rep_id = f.rep_id
  LEFT JOIN somebody AS s ON s.user_id = f.rep_id
  LEFT JOIN check_catalogue AS c ON c.check_id = f.check_id
 CROSS JOIN LATERAL (
   SELECT CASE WHEN f.state = 'resolved' THEN coalesce(nullif(f.closed_why, ''), 'resolved')
               WHEN w.waiver_id IS NOT NULL THEN 'waived'
               WHEN f.first_seen = as_of_day() THEN 'new'
               WHEN f.escalated_on <= as_of_day() THEN 'escalated'
               WHEN f.reopened_on = as_of_day() THEN 'reopened'
               ELSE 'ongoing' END AS status) AS l;

-- Open findings in the session's scope, waived ones too. In a look back, what was found
-- only later is left out.
DROP VIEW finding_shown;
CREATE VIEW finding_shown AS
SELECT *
  FROM finding_life
 WHERE state = 'open' AND least(first_seen, last_seen) <= as_of_day()
   AND rep_id BETWEEN scope_low() AND scope_high();

-- ---- granting and withdrawing

-- Waives findings from the session's day to p_until; a waiver that runs is replaced.
CREATE FUNCTION waiver_grant(p_findings bigint[], p_until date, p_reason text, p_by text, p_source text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  amount bigint;
BEGIN
  UPDATE waiver AS w
     SET ended_on = as_of_day(), withdrawn_on = as_of_day(), withdrawn_by = p_by, withdrawn_why = 'replaced'
    FROM finding AS f
   WHERE f.finding_id = ANY (p_findings) AND w.ended_on IS NULL
     AND w.check_id = f.check_id AND w.record_id = f.record_id AND w.part = f.part AND w.rep_id = f.rep_id;
  INSERT INTO waiver (check_id, record_id, part, rep_id, severity, reason, granted_by, granted_on, until, source)
  SELECT check_id, record_id, part, rep_id, severity, p_reason, p_by, as_of_day(), p_until, p_source
    FROM finding WHERE finding_id = ANY (p_findings) ORDER BY finding_id;
  GET DIAGNOSTICS amount = ROW_COUNT;
  INSERT INTO finding_event (finding_id, on_day, what, words)
  SELECT finding_id, as_of_day(), 'waived', format('until %s by %s: %s', day_words(p_until), p_by, p_reason)
    FROM finding WHERE finding_id = ANY (p_findings)
  ON CONFLICT (finding_id, on_day, what) DO UPDATE SET words = excluded.words;
  RETURN amount;
END $$;

CREATE FUNCTION waiver_withdraw(p_findings bigint[], p_why text, p_by text) RETURNS bigint LANGUAGE sql AS $$
  WITH gone AS (
    UPDATE waiver AS w
       SET ended_on = as_of_day(), withdrawn_on = as_of_day(), withdrawn_by = p_by, withdrawn_why = p_why
      FROM finding AS f
     WHERE f.finding_id = ANY (p_findings) AND w.ended_on IS NULL
       AND w.check_id = f.check_id AND w.record_id = f.record_id AND w.part = f.part AND w.rep_id = f.rep_id
    RETURNING f.finding_id
  ), told AS (
    INSERT INTO finding_event (finding_id, on_day, what, words)
    SELECT finding_id, as_of_day(), 'waiver withdrawn', concat_ws(': ', 'by ' || p_by, nullif(p_why, '')) FROM gone
    ON CONFLICT (finding_id, on_day, what) DO UPDATE SET words = excluded.words
  )
  SELECT count(*) FROM gone
$$;
