-- Whose reps are whose, as of a run: a workbook per manager is cut from it.

-- Settings that a run stores; until the first one after this migration, their defaults.
INSERT INTO setting (section, name, value) VALUES
  ('managers', 'by', 'manager'), ('managers', 'delegates', ''), ('managers', 'everything', ''), ('managers', 'workbooks', 'yes'),
  ('report', 'reps', 'no')
ON CONFLICT DO NOTHING;

-- Managers and the reps beneath them: depth 1 are the own. Each rep has one manager at depth
-- 1; whoever has findings, flags or a place in the run but no manager is in 'unassigned', so
-- that the own reps of all are everybody, once.
CREATE TABLE run_team (
  run_id bigint NOT NULL,
  manager_id text COLLATE "C" NOT NULL,
  rep_id text COLLATE "C" NOT NULL,
  depth integer NOT NULL,
  CONSTRAINT run_team_pk PRIMARY KEY (run_id, manager_id, rep_id)
);
CREATE UNIQUE INDEX run_team_direct ON run_team (run_id, rep_id) WHERE depth = 1;

-- The workbooks of a run, who gets them, and how many findings of the own reps are open in
-- each, waived ones left out. whose: the manager, 'unassigned', the rep, or '' for the
-- organisation's. file: its path in the folder, without the ending.
CREATE TABLE run_workbook (
  run_id bigint NOT NULL,
  kind text NOT NULL,
  whose text COLLATE "C" NOT NULL,
  name text NOT NULL,
  above text NOT NULL,
  file text NOT NULL,
  recipients text[] NOT NULL,
  reps bigint NOT NULL,
  found bigint NOT NULL,
  fails bigint NOT NULL,
  news bigint NOT NULL,
  escalated bigint NOT NULL,
  waived bigint NOT NULL,
  flagged bigint NOT NULL,
  CONSTRAINT run_workbook_pk PRIMARY KEY (run_id, kind, whose),
  CONSTRAINT run_workbook_kind_known CHECK (kind IN ('organisation', 'manager', 'unassigned', 'rep')),
  CONSTRAINT run_workbook_file_single UNIQUE (run_id, file)
);

-- Everybody's one superior among those who are there: the manager named at the user, past
-- those who left; else, and first where [managers] by = role, who alone holds the nearest
-- role above. A role that several hold is passed over: none of them is known to be the one.
CREATE VIEW superior AS
WITH RECURSIVE person AS (
  SELECT user_id, nullif(manager_id, '') AS manager_id, nullif(role_id, '') AS role_id, is_active IS NOT FALSE AS is_active
    FROM crm_user
), named AS (
  SELECT user_id, manager_id AS above_id, 1 AS depth FROM person WHERE manager_id <> user_id
   UNION
  SELECT n.user_id, p.manager_id, n.depth + 1
    FROM named AS n
    JOIN person AS p ON p.user_id = n.above_id
   WHERE NOT p.is_active AND n.depth < 20 AND p.manager_id NOT IN (p.user_id, n.user_id)
), by_name AS (
  SELECT DISTINCT ON (n.user_id) n.user_id, n.above_id
    FROM named AS n
    JOIN person AS p ON p.user_id = n.above_id AND p.is_active
   ORDER BY n.user_id, n.depth
), role_chain AS (
  SELECT role_id, parent_id AS above_id, 1 AS depth FROM user_role WHERE parent_id IS NOT NULL AND NOT is_deleted
   UNION
  SELECT c.role_id, r.parent_id, c.depth + 1
    FROM role_chain AS c
    JOIN user_role AS r ON r.role_id = c.above_id AND NOT r.is_deleted
   WHERE c.depth < 20 AND r.parent_id IS NOT NULL
), alone AS (
  SELECT role_id, min(user_id) AS user_id FROM person WHERE is_active GROUP BY role_id HAVING count(*) = 1
), by_role AS (
  SELECT DISTINCT ON (p.user_id) p.user_id, a.user_id AS above_id
    FROM person AS p
    JOIN role_chain AS c ON c.role_id = p.role_id
    JOIN alone AS a ON a.role_id = c.above_id AND a.user_id <> p.user_id
   ORDER BY p.user_id, c.depth
)
SELECT p.user_id,
       CASE setting_value('managers', 'by') WHEN 'role' THEN coalesce(r.above_id, n.above_id) ELSE coalesce(n.above_id, r.above_id) END AS above_id
  FROM person AS p
  LEFT JOIN by_name AS n USING (user_id)
  LEFT JOIN by_role AS r USING (user_id)
 WHERE n.above_id IS NOT NULL OR r.above_id IS NOT NULL;

-- [managers] delegates as users: who stands in for whom. Without a user the one or the other
-- is unknown.
CREATE VIEW delegate AS
SELECT i.item, b.user_id AS boss_id, d.user_id AS deputy_id, coalesce(nullif(d.email, ''), i.deputy) AS email
  FROM (SELECT item, btrim(split_part(item, ':', 1)) AS boss, btrim(split_part(item, ':', 2)) AS deputy
          FROM setting_list('managers', 'delegates') AS item) AS i
  LEFT JOIN LATERAL (SELECT user_id FROM crm_user
                      WHERE lower(i.boss) IN (lower(email), lower(username), lower(user_id)) ORDER BY is_active DESC, user_id LIMIT 1) AS b ON true
  LEFT JOIN LATERAL (SELECT user_id, btrim(email) AS email FROM crm_user
                      WHERE lower(i.deputy) IN (lower(email), lower(username), lower(user_id)) ORDER BY is_active DESC, user_id LIMIT 1) AS d ON true;

CREATE FUNCTION team_id() RETURNS text LANGUAGE sql STABLE
RETURN coalesce(current_setting('crmaudit.team', true), '') COLLATE "C";

-- The own reps of the manager whose workbook is in work, crmaudit.team.
CREATE VIEW team_rep AS
SELECT rep_id FROM run_team WHERE run_id = run_id() AND manager_id = team_id() AND depth = 1;

-- Whose findings the trend counts: the own reps', of who has none those of the teams beneath.
CREATE VIEW trend_rep AS
SELECT t.rep_id FROM run_team AS t
 WHERE t.run_id = run_id() AND t.manager_id = team_id() AND (t.depth = 1 OR NOT EXISTS (SELECT FROM team_rep));

CREATE FUNCTION scope_is_whole() RETURNS boolean LANGUAGE sql STABLE
RETURN scope_low() = '' AND team_id() = '';

-- A team is a further limit to what reports show. Checks run without one, and to them it is
-- one comparison.
CREATE OR REPLACE VIEW rep AS
SELECT rep_id, name, email, alias, role, zone, manager_id, manager, is_named
  FROM run_rep
 WHERE run_id = run_id() AND rep_id BETWEEN scope_low() AND scope_high()
   AND ((SELECT team_id()) = '' OR rep_id IN (SELECT t.rep_id FROM team_rep AS t));

-- Of the two halves one is not looked at, and a team's comes by index.
CREATE VIEW finding_in_scope AS
SELECT f.* FROM finding AS f
 WHERE team_id() = '' AND f.rep_id BETWEEN scope_low() AND scope_high()
UNION ALL
SELECT f.* FROM finding AS f
 WHERE team_id() <> '' AND f.rep_id IN (SELECT t.rep_id FROM team_rep AS t);

CREATE OR REPLACE VIEW finding_shown AS
SELECT f.* FROM finding_life AS f
 WHERE team_id() = '' AND f.state = 'open' AND least(f.first_seen, f.last_seen) <= as_of_day()
   AND f.rep_id BETWEEN scope_low() AND scope_high()
UNION ALL
SELECT f.* FROM finding_life AS f
 WHERE team_id() <> '' AND f.state = 'open' AND least(f.first_seen, f.last_seen) <= as_of_day()
   AND f.rep_id IN (SELECT t.rep_id FROM team_rep AS t);

CREATE OR REPLACE VIEW coaching_shown AS
SELECT f.*, f.state IN ('open', 'scheduled') AS is_running, coalesce(s.name, f.rep_id) AS rep, s.email AS rep_email,
       (SELECT string_agg(t.reason ->> 'words', E'\n' ORDER BY t.place)
          FROM jsonb_array_elements(f.reasons) WITH ORDINALITY AS t (reason, place)) AS words
  FROM coaching_flag AS f
  LEFT JOIN somebody AS s ON s.user_id = f.rep_id
 WHERE f.rep_id BETWEEN scope_low() AND scope_high()
   AND ((SELECT team_id()) = '' OR f.rep_id IN (SELECT t.rep_id FROM team_rep AS t))
   AND f.raised_on <= as_of_day()
   AND (f.state IN ('open', 'scheduled') OR f.state_on > as_of_day() - coaching_number('follow_days'));

-- The teams beneath the one in work with their figures, the own one first (level 0); of the
-- organisation all.
CREATE VIEW team_line AS
WITH beneath AS (
  SELECT o.manager_id, min(u.depth) - 1 AS level
    FROM run_team AS u
    JOIN run_team AS o ON o.run_id = u.run_id AND o.rep_id = u.rep_id AND o.depth = 1
   WHERE u.run_id = run_id() AND u.manager_id = team_id()
   GROUP BY o.manager_id
)
SELECT w.kind, w.whose, w.name, w.above, w.file, w.reps, w.found, w.fails, w.news, w.escalated, w.waived, w.flagged, b.level
  FROM run_workbook AS w
  JOIN beneath AS b ON b.manager_id = w.whose
 WHERE w.run_id = run_id() AND w.kind = 'manager'
UNION ALL
SELECT w.kind, w.whose, w.name, w.above, w.file, w.reps, w.found, w.fails, w.news, w.escalated, w.waived, w.flagged, 1
  FROM run_workbook AS w
 WHERE scope_is_whole() AND w.run_id = run_id() AND w.kind IN ('manager', 'unassigned') AND (w.reps > 0 OR w.found + w.waived + w.flagged > 0);

-- Fills run_team and run_workbook once the run's findings and flags are known. A run for one
-- rep has no teams.
CREATE FUNCTION team_put() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF scope_low() <> '' THEN
    RETURN;
  END IF;
  DELETE FROM run_team WHERE run_id <= run_id() AND run_id NOT IN (SELECT p.run_id FROM publication AS p);
  DELETE FROM run_workbook WHERE run_id <= run_id() AND run_id NOT IN (SELECT p.run_id FROM publication AS p);

  INSERT INTO run_team (run_id, manager_id, rep_id, depth)
  WITH RECURSIVE step AS MATERIALIZED (
    SELECT user_id, above_id FROM superior
  ), chain AS (
    SELECT r.rep_id, s.above_id AS manager_id, 1 AS depth
      FROM run_rep AS r
      JOIN step AS s ON s.user_id = r.rep_id
     WHERE r.run_id = run_id()
     UNION
    SELECT c.rep_id, s.above_id, c.depth + 1
      FROM chain AS c
      JOIN step AS s ON s.user_id = c.manager_id
     WHERE c.depth < 20 AND s.above_id <> c.rep_id
  ), assigned AS (
    SELECT manager_id, rep_id, min(depth) AS depth FROM chain GROUP BY manager_id, rep_id
  ), met AS (
    SELECT rep_id FROM run_rep WHERE run_id = run_id()
    UNION SELECT rep_id FROM finding
    UNION SELECT rep_id FROM coaching_flag
  )
  SELECT run_id(), manager_id, rep_id, depth FROM assigned
  UNION ALL
  SELECT run_id(), 'unassigned', rep_id, 1 FROM met WHERE rep_id NOT IN (SELECT a.rep_id FROM assigned AS a)
   ORDER BY 2, 3;

  INSERT INTO run_workbook (run_id, kind, whose, name, above, file, recipients, reps, found, fails, news, escalated, waived, flagged)
  WITH shown AS (
    SELECT rep_id, count(*) FILTER (WHERE status <> 'waived') AS found,
           count(*) FILTER (WHERE status <> 'waived' AND severity = 'fail') AS fails,
           count(*) FILTER (WHERE status <> 'waived' AND as_of_day() IN (first_seen, reopened_on)) AS news,
           count(*) FILTER (WHERE status <> 'waived' AND escalated_on <= as_of_day()) AS escalated,
           count(*) FILTER (WHERE status = 'waived') AS waived
      FROM finding_shown
     GROUP BY rep_id
  ), flag AS (
    SELECT DISTINCT rep_id FROM coaching_shown WHERE is_running
  ), summed AS (
    SELECT g.kind, g.whose, count(*) FILTER (WHERE g.is_direct AND r.rep_id IS NOT NULL) AS reps,
           coalesce(sum(s.found) FILTER (WHERE g.is_direct), 0) AS found, coalesce(sum(s.fails) FILTER (WHERE g.is_direct), 0) AS fails,
           coalesce(sum(s.news) FILTER (WHERE g.is_direct), 0) AS news,
           coalesce(sum(s.escalated) FILTER (WHERE g.is_direct), 0) AS escalated,
           coalesce(sum(s.waived) FILTER (WHERE g.is_direct), 0) AS waived,
           count(l.rep_id) FILTER (WHERE g.is_direct) AS flagged
      FROM (SELECT CASE manager_id WHEN 'unassigned' THEN 'unassigned' ELSE 'manager' END AS kind, manager_id AS whose, rep_id, depth = 1 AS is_direct
              FROM run_team WHERE run_id = run_id()
             UNION ALL
            SELECT 'organisation', '', rep_id, true FROM run_team WHERE run_id = run_id() AND depth = 1
             UNION ALL
            SELECT 'rep', rep_id, rep_id, true FROM run_rep WHERE run_id = run_id() AND setting_value('report', 'reps') = 'yes') AS g
      LEFT JOIN run_rep AS r ON r.run_id = run_id() AND r.rep_id = g.rep_id
      LEFT JOIN shown AS s ON s.rep_id = g.rep_id
      LEFT JOIN flag AS l ON l.rep_id = g.rep_id
     GROUP BY g.kind, g.whose
  ), wanted AS (
    SELECT * FROM summed
    UNION ALL
    SELECT v.kind, v.whose, 0, 0, 0, 0, 0, 0, 0
      FROM (VALUES ('organisation', ''), ('unassigned', 'unassigned')) AS v (kind, whose)
     WHERE NOT EXISTS (SELECT FROM summed AS s WHERE s.kind = v.kind)
  ), direct AS (
    SELECT rep_id, manager_id FROM run_team WHERE run_id = run_id() AND depth = 1
  )
  SELECT run_id(), w.kind, w.whose,
         CASE w.kind WHEN 'organisation' THEN 'everybody' WHEN 'unassigned' THEN 'nobody''s' ELSE coalesce(n.name, w.whose) END,
         CASE w.kind WHEN 'manager' THEN coalesce(a.name, '') WHEN 'rep' THEN coalesce(d.name, '') ELSE '' END,
         CASE w.kind WHEN 'organisation' THEN 'manager' WHEN 'unassigned' THEN 'managers/unassigned'
                     WHEN 'rep' THEN 'reps/rep-' || f.file
                     ELSE 'managers/' || concat_ws('-', nullif(left(file_word(coalesce(n.name, '')), 60), ''), file_id(w.whose)) END,
         CASE WHEN w.kind IN ('organisation', 'unassigned') THEN ARRAY(SELECT setting_list('managers', 'everything'))
              ELSE ARRAY(SELECT DISTINCT e.email
                           FROM (SELECT btrim(u.email) AS email FROM crm_user AS u WHERE u.user_id = coalesce(t.manager_id, w.whose)
                                  UNION ALL
                                 SELECT x.email FROM delegate AS x WHERE x.boss_id = coalesce(t.manager_id, w.whose)) AS e
                          WHERE e.email LIKE '%_@_%' ORDER BY e.email) END,
         w.reps, w.found, w.fails, w.news, w.escalated, w.waived, w.flagged
    FROM wanted AS w
    LEFT JOIN somebody AS n ON n.user_id = w.whose
    LEFT JOIN superior AS s ON w.kind = 'manager' AND s.user_id = w.whose
    LEFT JOIN somebody AS a ON a.user_id = s.above_id
    LEFT JOIN direct AS t ON w.kind = 'rep' AND t.rep_id = w.whose
    LEFT JOIN somebody AS d ON d.user_id = t.manager_id
    LEFT JOIN rep_file AS f ON w.kind = 'rep' AND f.rep_id = w.whose;
END $$;

-- ---- rituals: reviews that have a rhythm

INSERT INTO setting (section, name, value) VALUES ('opportunities', 'lost_stage', '') ON CONFLICT DO NOTHING;

-- As configured; since: the day from which its days count.
CREATE TABLE ritual (
  name text NOT NULL,
  title text NOT NULL,
  rhythm text NOT NULL,
  on_day text NOT NULL,
  responsible text[] NOT NULL,
  since date NOT NULL,
  CONSTRAINT ritual_pk PRIMARY KEY (name)
);

CREATE TABLE ritual_done (
  name text NOT NULL,
  due_on date NOT NULL,
  written_on date NOT NULL,
  run_id bigint NOT NULL,
  CONSTRAINT ritual_done_pk PRIMARY KEY (name, due_on)
);

-- The days of a rhythm, each on the next business day where it is none. Every so many weeks
-- are counted from 1 January 2024, a Monday. What p_on does not fit falls on the first day.
CREATE FUNCTION ritual_days(p_rhythm text, p_on text, p_from date, p_to date) RETURNS SETOF date LANGUAGE sql STABLE AS $$
  WITH said AS (
    SELECT coalesce(array_position(ARRAY['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'], p_on), 0) AS weekday,
           CASE WHEN p_on ~ '^[0-9]{1,2}$' THEN p_on::integer ELSE 1 END AS day_of_month,
           CASE WHEN p_rhythm ~ '^every [0-9]+ weeks$' THEN substring(p_rhythm FROM '[0-9]+')::integer ELSE 1 END AS weeks
  ), base AS (
    SELECT d::date AS day FROM generate_series(p_from - 14, p_to, interval '1 day') AS d WHERE p_rhythm = 'daily'
    UNION ALL
    SELECT w::date + greatest(s.weekday, 1) - 1
      FROM said AS s, generate_series(date_trunc('week', (p_from - 14)::timestamp), p_to, interval '7 days') AS w
     WHERE p_rhythm IN ('weekly', 'every 2 weeks', 'every 3 weeks', 'every 4 weeks') AND (w::date - date '2024-01-01') / 7 % s.weeks = 0
    UNION ALL
    SELECT m::date + CASE WHEN s.weekday > 0 THEN (s.weekday - extract(isodow FROM m)::integer + 7) % 7 ELSE s.day_of_month - 1 END
      FROM said AS s, generate_series(date_trunc('month', (p_from - 45)::timestamp), p_to, interval '1 month') AS m
     WHERE p_rhythm = 'monthly'
  )
  SELECT DISTINCT d.due
    FROM base AS b
   CROSS JOIN LATERAL (SELECT min(o.day) AS due FROM business_day AS o WHERE o.is_open AND o.day >= b.day) AS d
   WHERE d.due BETWEEN p_from AND p_to
$$;

-- Days of rituals up to the session's that no run has written for.
CREATE VIEW ritual_due AS
SELECT r.name, r.title, r.rhythm, r.responsible, d.due_on, d.due_on < as_of_day() AS is_missed
  FROM ritual AS r
 CROSS JOIN LATERAL ritual_days(r.rhythm, r.on_day, greatest(r.since, as_of_day() - 366), as_of_day()) AS d (due_on)
 WHERE NOT EXISTS (SELECT FROM ritual_done AS w WHERE w.name = r.name AND w.due_on = d.due_on);

-- Takes over the configuration. Another rhythm begins on the session's day.
CREATE FUNCTION ritual_put() RETURNS void LANGUAGE sql AS $$
  DELETE FROM ritual WHERE coalesce(setting_value('ritual.' || name, 'rhythm'), 'off') = 'off';
  INSERT INTO ritual AS r (name, title, rhythm, on_day, responsible, since)
  SELECT v.name, v.title, setting_value('ritual.' || v.name, 'rhythm'), setting_value('ritual.' || v.name, 'on'),
         ARRAY(SELECT setting_list('ritual.' || v.name, 'responsible')), as_of_day()
    FROM (VALUES ('pipeline', 'Pipeline review'), ('leads', 'Lead review'), ('rep-review', 'Rep review')) AS v (name, title)
   WHERE coalesce(setting_value('ritual.' || v.name, 'rhythm'), 'off') <> 'off'
  ON CONFLICT (name) DO UPDATE
     SET title = excluded.title, rhythm = excluded.rhythm, on_day = excluded.on_day, responsible = excluded.responsible,
         since = CASE WHEN (r.rhythm, r.on_day) = (excluded.rhythm, excluded.on_day) THEN least(r.since, excluded.since) ELSE excluded.since END
$$;

-- What each open opportunity needs: all that the pipeline's checks found there, the worst first.
CREATE VIEW pipeline_need AS
SELECT f.record_id, string_agg(f.check_title || ': ' || f.why, E'\n' ORDER BY f.severity = 'fail' DESC, f.place, f.finding_id) AS words,
       count(*) FILTER (WHERE f.severity = 'fail') AS fails, count(*) AS found,
       bool_or(f.check_id = 'close-date-past') AS is_overdue,
       max((f.detail ->> 'days')::integer) FILTER (WHERE f.check_id = 'opportunity-stale') AS silent_days,
       bool_or(f.check_id = 'opportunity-stale' AND f.severity = 'fail') AS is_lost
  FROM finding_shown AS f
 WHERE f.record_type = 'opportunity' AND f.rule ~ '^D[0-9]' AND f.status <> 'waived'
 GROUP BY f.record_id;

-- Open opportunities whoever owns them.
CREATE VIEW pipeline_deal AS
SELECT o.opportunity_id, CASE WHEN is_blank(o.name) THEN o.opportunity_id ELSE o.name END AS label, o.owner_id,
       coalesce(s.name, nullif(o.owner_id, ''), 'nobody') AS owner, o.stage, o.amount, o.close_date, a.name AS account,
       n.words, coalesce(n.fails, 0) AS fails, coalesce(n.found, 0) AS found, coalesce(n.is_overdue, false) AS is_overdue,
       n.silent_days, coalesce(n.is_lost, false) AS is_lost
  FROM opportunity_in_scope AS o
  LEFT JOIN pipeline_need AS n ON n.record_id = o.opportunity_id
  LEFT JOIN somebody AS s ON s.user_id = o.owner_id
  LEFT JOIN account AS a ON a.account_id = o.account_id
 WHERE NOT o.is_closed;

-- The stage that a lost deal gets: the configuration's, else the CRM's own list's.
CREATE FUNCTION lost_stage() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(setting_value('opportunities', 'lost_stage'), ''),
                  (SELECT label FROM opportunity_stage WHERE is_closed AND NOT is_won AND NOT is_deleted
                    ORDER BY lower(label) = 'closed lost' DESC, label, stage_id LIMIT 1), 'Closed Lost')
$$;

-- What the lead checks found at leads, in scope.
CREATE VIEW lead_need AS
SELECT f.record_id, string_agg(f.check_title || ': ' || f.why, E'\n' ORDER BY f.severity = 'fail' DESC, f.place, f.finding_id) AS words,
       count(*) FILTER (WHERE f.severity = 'fail') AS fails, count(*) AS found, max(f.rep) AS rep, max(f.label) AS label, max(f.age) AS age
  FROM finding_shown AS f
 WHERE f.record_type = 'lead' AND f.rule ~ '^E[0-9]' AND f.status <> 'waived'
 GROUP BY f.record_id;
