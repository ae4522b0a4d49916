-- Decisions that come back from workbooks: what was decided, by whom, what it did, and what
-- was not taken and why.

-- decision '' with a note is a note alone, without one it takes back what was decided.
-- number is that of a finding or a flag, 0 where the workbook's is no number; label: what the
-- row was about, in the workbook's words; print: what the record said, see finding_print().
CREATE TABLE review_decision (
  decision_id bigint GENERATED ALWAYS AS IDENTITY,
  subject text NOT NULL,
  number bigint NOT NULL,
  label text NOT NULL,
  decision text NOT NULL,
  note text NOT NULL,
  on_day text NOT NULL,
  decided_by text NOT NULL,
  decided_on date NOT NULL,
  workbook_day date,
  saved_at timestamptz,
  print text NOT NULL,
  reopened_times integer NOT NULL,
  file_sha256 text NOT NULL,
  sheet text NOT NULL,
  row integer NOT NULL,
  state text NOT NULL,
  reason text NOT NULL,
  CONSTRAINT review_decision_pk PRIMARY KEY (decision_id),
  CONSTRAINT review_decision_subject_known CHECK (subject IN ('finding', 'flag')),
  CONSTRAINT review_decision_state_known CHECK (state IN ('applied', 'rejected', 'superseded')),
  CONSTRAINT review_decision_rejected_because CHECK ((state = 'rejected') = (reason <> ''))
);
CREATE UNIQUE INDEX review_decision_applied ON review_decision (subject, number) WHERE state = 'applied';
CREATE INDEX review_decision_subject ON review_decision (subject, number);

-- The workbooks that were read: one of the same bytes is not read again.
CREATE TABLE review_file (
  sha256 text NOT NULL,
  name text NOT NULL,
  decided_by text NOT NULL,
  saved_at timestamptz,
  read_on date NOT NULL,
  taken bigint NOT NULL,
  rejected bigint NOT NULL,
  unchanged bigint NOT NULL,
  CONSTRAINT review_file_pk PRIMARY KEY (sha256)
);

-- A workbook's rows with something in them. problem: what the cells alone are wrong in.
CREATE UNLOGGED TABLE stage_decision (
  place integer NOT NULL,
  subject text NOT NULL,
  sheet text NOT NULL,
  row integer NOT NULL,
  number text NOT NULL,
  mark text NOT NULL,
  label text NOT NULL,
  decision text NOT NULL,
  note text NOT NULL,
  on_day text NOT NULL,
  problem text NOT NULL,
  outcome text NOT NULL,
  CONSTRAINT stage_decision_pk PRIMARY KEY (place)
);

-- ---- marks: what a row of a workbook carries, so that it says what it was written from

-- A span of time is not looked at: "silent for 46 days" is the same finding the day after.
CREATE FUNCTION finding_print(p_finding bigint, p_severity text, p_reopened integer, p_why text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN left(md5(concat_ws('|', p_finding, p_severity, p_reopened,
                          regexp_replace(p_why, '\d+(\.\d+)? ((business|working|calendar) )?(minute|hour|day|week|month|year)s?\M', '#', 'g'))), 8);

CREATE FUNCTION flag_print(p_flag bigint, p_state text, p_on date) RETURNS text LANGUAGE sql IMMUTABLE
RETURN left(md5(concat_ws('|', p_flag, p_state, to_char(p_on, 'YYYY-MM-DD'))), 8);

-- What the cells to fill in were filled with: only what differs was typed by somebody.
CREATE FUNCTION cells_print(p_decision text, p_note text, p_on text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE WHEN concat(p_decision, p_note, p_on) = '' THEN '00000000'
            ELSE left(md5(concat_ws('|', coalesce(p_decision, ''), coalesce(p_on, ''), coalesce(p_note, ''))), 8) END;

CREATE FUNCTION org_print() RETURNS text LANGUAGE sql STABLE
RETURN left(md5(setting_value('org', 'name')), 4);

CREATE FUNCTION row_mark(p_print text, p_cells text) RETURNS text LANGUAGE sql STABLE
RETURN concat_ws('-', to_char(as_of_day(), 'YYYYMMDD'), org_print(), p_print, p_cells);

-- ---- what reports show

CREATE FUNCTION decision_words(p_decision text, p_by text, p_on date) RETURNS text LANGUAGE sql STABLE
RETURN CASE WHEN p_decision NOT IN ('', 'waive') THEN
         format('%s %s on %s%s', CASE p_decision WHEN 'fix' THEN 'to be mended, says' WHEN 'accept' THEN 'accepted by'
                                                 WHEN 'dispute' THEN 'disputed by' ELSE 'talked about with the rep by' END,
                p_by, day_words(p_on), ', ' || counted(nullif(as_of_day() - p_on, 0), 'day') || ' ago') END;

-- A finding's life with what was decided of it for as long as that holds: an accepted one
-- until it changes, a waiver while it runs, nothing beyond a finding's end.
CREATE OR REPLACE VIEW finding_life AS
SELECT f.*, w.waiver_id, w.reason AS waiver_reason, w.granted_by AS waived_by, w.granted_on AS waived_on, w.until AS waived_until,
       l.status,
       CASE WHEN h.decision = 'accept' AND l.status <> 'waived' THEN 5 ELSE
       CASE l.status WHEN 'new' THEN CASE f.severity WHEN 'fail' THEN 1 ELSE 3 END
                     WHEN 'reopened' THEN CASE f.severity WHEN 'fail' THEN 1 ELSE 3 END
                     WHEN 'escalated' THEN 2 WHEN 'ongoing' THEN 4 WHEN 'waived' THEN 6 ELSE 7 END END AS rank,
       CASE WHEN f.first_seen <= as_of_day() THEN least(as_of_day(), f.resolved_on) - f.first_seen END AS age,
       concat_ws(E'\n',
         CASE WHEN l.status = 'waived'
              THEN format('waived until %s by %s: %s%s', day_words(w.until), w.granted_by, w.reason,
                          CASE WHEN f.severity = 'fail' AND w.severity = 'warn' THEN '; got worse since, it was a warning' END) END,
         decision_words(h.decision, d.decided_by, d.decided_on),
         CASE WHEN d.decision = 'accept' AND h.decision IS NULL AND f.state = 'open'
              THEN format('accepted by %s on %s, and changed since', d.decided_by, day_words(d.decided_on)) END,
         CASE WHEN f.state = 'open' AND w.waiver_id IS NULL THEN e.words END,
         CASE WHEN l.status = 'escalated' THEN 'escalated: ' || f.escalated_why END,
         CASE WHEN f.state = 'open' THEN nullif(f.appeared_why, '') END,
         CASE WHEN f.state = 'open' THEN nullif(f.severity_why, '') END) AS remark,
       coalesce(s.name, nullif(f.rep_id, ''), 'nobody') AS rep, s.email AS rep_email,
       coalesce(c.title, f.check_id) AS check_title, c.rule, c.place,
       h.decision, h.note AS decision_note, h.decided_by, h.decided_on
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
  LEFT JOIN review_decision AS d
         ON d.subject = 'finding' AND d.number = f.finding_id AND d.state = 'applied' AND d.decided_on <= as_of_day()
  LEFT JOIN LATERAL (
    SELECT d.decision, d.note, d.decided_by, d.decided_on
     WHERE d.decision || d.note <> '' AND f.state = 'open' AND d.reopened_times = f.reopened_times
       AND CASE d.decision WHEN 'accept' THEN d.print = finding_print(f.finding_id, f.severity, f.reopened_times, f.why)
                           WHEN 'waive' THEN w.waiver_id IS NOT NULL ELSE true END) AS h ON true
  LEFT JOIN somebody AS s ON s.user_id = f.rep_id
  LEFT JOIN check_catalogue AS c ON c.check_id = f.check_id
 CROSS JOIN LATERAL (
   SELECT CASE WHEN f.state = 'resolved' THEN coalesce(nullif(f.closed_why, ''), 'resolved')
               WHEN w.waiver_id IS NOT NULL THEN 'waived'
               WHEN f.first_seen = as_of_day() THEN 'new'
               WHEN f.escalated_on <= as_of_day() THEN 'escalated'
               WHEN f.reopened_on = as_of_day() THEN 'reopened'
               ELSE 'ongoing' END AS status) AS l;

CREATE OR REPLACE VIEW finding_shown AS
SELECT f.* FROM finding_life AS f
 WHERE team_id() = '' AND f.state = 'open' AND least(f.first_seen, f.last_seen) <= as_of_day()
   AND f.rep_id BETWEEN scope_low() AND scope_high()
UNION ALL
SELECT f.* FROM finding_life AS f
 WHERE team_id() <> '' AND f.state = 'open' AND least(f.first_seen, f.last_seen) <= as_of_day()
   AND f.rep_id IN (SELECT t.rep_id FROM team_rep AS t);

-- What the cells of a flag are filled with.
CREATE VIEW flag_decision AS
SELECT f.flag_id, CASE WHEN f.state <> 'open' THEN f.state END AS decision, CASE WHEN f.state <> 'open' THEN f.state_on::text END AS on_day,
       CASE WHEN f.state <> 'open' THEN nullif(e.because, '') END AS note
  FROM coaching_flag AS f
  LEFT JOIN LATERAL (SELECT because FROM coaching_event AS e WHERE e.flag_id = f.flag_id ORDER BY e.place DESC LIMIT 1) AS e ON true;

-- Decisions that were not taken, for a week or until a later one was.
CREATE VIEW decision_refused AS
SELECT d.*, coalesce(f.rep_id, g.rep_id, '') AS rep_id
  FROM review_decision AS d
  LEFT JOIN finding AS f ON d.subject = 'finding' AND f.finding_id = d.number
  LEFT JOIN coaching_flag AS g ON d.subject = 'flag' AND g.flag_id = d.number
 WHERE d.state = 'rejected' AND d.decided_on <= as_of_day() AND d.decided_on > as_of_day() - 7
   AND coalesce(f.rep_id, g.rep_id, '') BETWEEN scope_low() AND scope_high()
   AND ((SELECT team_id()) = '' OR coalesce(f.rep_id, g.rep_id, '') IN (SELECT t.rep_id FROM team_rep AS t))
   AND NOT EXISTS (SELECT FROM review_decision AS n
                    WHERE n.subject = d.subject AND n.number = d.number AND n.decision_id > d.decision_id AND n.state <> 'rejected');

-- ---- taking them

-- The rows of stage_decision, taken apart, beside what they are about.
CREATE VIEW staged_decision AS
SELECT s.*, t.id, read_date(m.parts[1] || '-' || m.parts[2] || '-' || m.parts[3]) AS day, m.parts[4] AS org, m.parts[5] AS print,
       m.parts[6] = cells_print(s.decision, s.note, s.on_day) AS is_untouched,
       row_number() OVER w AS nth, first_value(s.place) OVER w AS first_place,
       first_value(s.decision || '|' || s.on_day || '|' || s.note) OVER w = s.decision || '|' || s.on_day || '|' || s.note AS is_as_first
  FROM stage_decision AS s
 CROSS JOIN LATERAL (SELECT CASE WHEN s.number ~ '^\d{1,18}(\.0+)?$' THEN split_part(s.number, '.', 1)::bigint ELSE 0 END AS id) AS t
 CROSS JOIN LATERAL (SELECT regexp_match(s.mark, '^(\d{4})(\d\d)(\d\d)-([0-9a-f]{4})-([0-9a-f]{8})-([0-9a-f]{8})$') AS parts) AS m
 WHERE s.outcome = ''
WINDOW w AS (PARTITION BY s.subject, t.id ORDER BY s.place);

-- Rows of which nothing is to be done: as they were filled in by us, as was decided already,
-- or what a later decision has replaced long since.
CREATE FUNCTION review_unchanged(p_saved_at timestamptz) RETURNS void LANGUAGE sql AS $$
  UPDATE stage_decision AS s
     SET outcome = 'unchanged'
    FROM staged_decision AS t
    LEFT JOIN review_decision AS l ON l.subject = t.subject AND l.number = t.id AND l.state = 'applied'
   WHERE t.place = s.place AND t.problem = '' AND t.org = org_print()
     AND (t.is_untouched
          OR (t.decision, t.note, t.on_day) = (l.decision, l.note, l.on_day) AND l.print = t.print
          OR (t.decision || t.note || t.on_day = '' AND (t.subject = 'flag' OR l.decision_id IS NULL))
          OR EXISTS (SELECT FROM review_decision AS e
                      WHERE e.subject = t.subject AND e.number = t.id AND e.state = 'superseded' AND e.workbook_day = t.day
                        AND (e.decision, e.note, e.on_day) = (t.decision, t.note, t.on_day)
                        AND (l.workbook_day > t.day OR p_saved_at <= l.saved_at)))
$$;

-- Until when a note waives: the first date in it, as typed, else so many days.
CREATE FUNCTION review_until(p_note text, p_days integer) RETURNS TABLE (typed text, until date) LANGUAGE sql STABLE AS $$
  SELECT n.typed, CASE WHEN n.typed IS NULL THEN as_of_day() + p_days ELSE read_date(n.typed) END
    FROM (SELECT substring(p_note FROM '\m\d{4}-\d{2}-\d{2}\M') AS typed) AS n
$$;

-- Rows that cannot be taken, each with the reason.
CREATE FUNCTION review_reject(p_saved_at timestamptz, p_waive_days integer, p_most_days integer, p_waiver_days integer, p_today date)
RETURNS void LANGUAGE sql AS $$
  WITH judged AS (
    SELECT t.place, CASE
      WHEN t.problem <> '' THEN t.problem
      WHEN t.mark = '' THEN 'the row''s mark is gone: decide in a newer workbook'
      WHEN t.org IS NULL OR t.day IS NULL THEN 'the row''s mark is not as it was written: decide in a newer workbook'
      WHEN t.org <> org_print() THEN 'the row is of another organisation'
      WHEN t.day > greatest(as_of_day(), p_today) THEN format('the row is of %s, and the last night here is of %s', day_words(t.day), day_words(as_of_day()))
      WHEN t.day < as_of_day() - p_most_days
        THEN format('the row is of %s, %s ago: at most %s, see [review] most_days', day_words(t.day), counted(as_of_day() - t.day, 'day'), p_most_days)
      WHEN NOT t.is_as_first THEN format('row %s of sheet %s decides otherwise of the same', o.row, o.sheet)
      WHEN l.workbook_day > t.day OR (l.workbook_day = t.day AND l.saved_at > p_saved_at)
        THEN format('decided in a newer workbook already: %s by %s', coalesce(nullif(l.decision, ''), 'a note'), l.decided_by)
      WHEN t.subject = 'finding' THEN CASE
        WHEN f.finding_id IS NULL THEN 'there is no such finding'
        WHEN f.state = 'resolved' THEN format('the finding was resolved on %s', day_words(f.resolved_on))
        WHEN t.print <> finding_print(f.finding_id, f.severity, f.reopened_times, f.why)
          THEN format('the finding moved on since %s: %s%s, %s', day_words(t.day), CASE WHEN f.reopened_on > t.day THEN 'found again, ' ELSE '' END,
                      f.severity, f.why)
        WHEN t.decision = 'waive' AND btrim(replace(t.note, coalesce(d.typed, ''), ''), E' \t\n.,;:-') = '' THEN 'a waiver needs a reason: write it into the note'
        WHEN t.decision = 'waive' AND d.until IS NULL THEN format('%s in the note is no date', d.typed)
        WHEN t.decision = 'waive' AND d.until < as_of_day() THEN format('a waiver until %s is over already', day_words(d.until))
        WHEN t.decision = 'waive' AND d.until > as_of_day() + p_waiver_days
          THEN format('a waiver until %s is too long: at most %s days, see [waivers] most_days', day_words(d.until), p_waiver_days)
        END
      WHEN g.flag_id IS NULL THEN 'there is no such coaching flag'
      WHEN EXISTS (SELECT FROM coaching_flag AS n WHERE n.rep_id = g.rep_id AND (n.raised_on, n.flag_id) > (g.raised_on, g.flag_id))
        THEN 'the rep has a newer coaching flag'
      -- moved by a decision of the very same workbook, it may be decided again
      WHEN t.print <> flag_print(g.flag_id, g.state, g.state_on)
           AND (l.print, l.decision) IS DISTINCT FROM (t.print, g.state)
        THEN format('the flag moved on since %s: it is %s on %s', day_words(t.day), g.state, day_words(g.state_on))
      END AS reason
      FROM staged_decision AS t
      JOIN stage_decision AS o ON o.place = t.first_place
      LEFT JOIN finding AS f ON t.subject = 'finding' AND f.finding_id = t.id
      LEFT JOIN coaching_flag AS g ON t.subject = 'flag' AND g.flag_id = t.id
      LEFT JOIN review_decision AS l ON l.subject = t.subject AND l.number = t.id AND l.state = 'applied'
     CROSS JOIN LATERAL review_until(t.note, p_waive_days) AS d
  )
  UPDATE stage_decision AS s
     SET outcome = 'rejected', problem = j.reason
    FROM judged AS j
   WHERE j.place = s.place AND j.reason IS NOT NULL
$$;

-- What the rest of the rows do. A waiver that a workbook gave ends with another decision.
CREATE FUNCTION review_apply(p_by text, p_waive_days integer, p_today date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE stage_decision AS s SET outcome = 'unchanged' FROM staged_decision AS t WHERE t.place = s.place AND t.nth > 1;

  PERFORM waiver_grant(array_agg(t.id ORDER BY t.id), d.until, t.note, p_by, 'workbook')
     FROM staged_decision AS t
    CROSS JOIN LATERAL review_until(t.note, p_waive_days) AS d
    WHERE t.subject = 'finding' AND t.decision = 'waive'
    GROUP BY d.until, t.note;
  PERFORM waiver_withdraw(array_agg(t.id ORDER BY t.id), concat_ws(': ', 'decided otherwise', nullif(t.decision, '')), p_by)
     FROM staged_decision AS t
     JOIN finding AS f ON f.finding_id = t.id
     JOIN waiver AS w ON w.check_id = f.check_id AND w.record_id = f.record_id AND w.part = f.part AND w.rep_id = f.rep_id
                     AND w.ended_on IS NULL AND w.source = 'workbook'
    WHERE t.subject = 'finding' AND t.decision <> 'waive'
    GROUP BY t.decision;

  WITH done AS (
    SELECT t.place, r.problem
      FROM staged_decision AS t
      JOIN coaching_flag AS g ON g.flag_id = t.id
     CROSS JOIN LATERAL coaching_set(g.rep_id, t.decision, nullif(t.on_day, '')::date, t.note, p_by, 'workbook', p_today) AS r
     WHERE t.subject = 'flag'
  )
  UPDATE stage_decision AS s SET outcome = 'rejected', problem = 'the rep ' || d.problem
    FROM done AS d
   WHERE d.place = s.place AND d.problem IS NOT NULL;
  UPDATE stage_decision SET outcome = 'taken' WHERE outcome = '';
END $$;

-- Writes down what was taken and what was not. Refused again for the same, it is there.
CREATE FUNCTION review_keep(p_sha256 text, p_by text, p_saved_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE stage_decision SET outcome = '' WHERE outcome IN ('taken', 'rejected');
  UPDATE review_decision AS d SET state = 'superseded'
    FROM staged_decision AS t
   WHERE t.problem = '' AND d.subject = t.subject AND d.number = t.id AND d.state = 'applied';
  INSERT INTO review_decision (subject, number, label, decision, note, on_day, decided_by, decided_on, workbook_day, saved_at, print,
                        reopened_times, file_sha256, sheet, row, state, reason)
  SELECT t.subject, t.id, t.label, t.decision, t.note, t.on_day, p_by, as_of_day(), t.day, p_saved_at, coalesce(t.print, ''),
         coalesce(f.reopened_times, 0), p_sha256, t.sheet, t.row, CASE t.problem WHEN '' THEN 'applied' ELSE 'rejected' END, t.problem
    FROM staged_decision AS t
    LEFT JOIN finding AS f ON t.subject = 'finding' AND f.finding_id = t.id
   WHERE NOT EXISTS (SELECT FROM review_decision AS e
                      WHERE e.state = 'rejected' AND e.subject = t.subject AND e.number = t.id AND e.reason = t.problem
                        AND e.workbook_day IS NOT DISTINCT FROM t.day AND (e.decision, e.note, e.on_day) = (t.decision, t.note, t.on_day))
   ORDER BY t.place;
  UPDATE stage_decision SET outcome = CASE problem WHEN '' THEN 'taken' ELSE 'rejected' END WHERE outcome = '';
END $$;

CREATE FUNCTION review_take(p_sha256 text, p_name text, p_by text, p_saved_at timestamptz, p_waive_days integer, p_most_days integer,
                            p_waiver_days integer, p_today date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM review_unchanged(p_saved_at);
  PERFORM review_reject(p_saved_at, p_waive_days, p_most_days, p_waiver_days, p_today);
  PERFORM review_apply(p_by, p_waive_days, p_today);
  PERFORM review_keep(p_sha256, p_by, p_saved_at);
  INSERT INTO review_file (sha256, name, decided_by, saved_at, read_on, taken, rejected, unchanged)
  SELECT p_sha256, p_name, p_by, p_saved_at, as_of_day(), count(*) FILTER (WHERE outcome = 'taken'),
         count(*) FILTER (WHERE outcome = 'rejected'), count(*) FILTER (WHERE outcome = 'unchanged')
    FROM stage_decision;
END $$;
