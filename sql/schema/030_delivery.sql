-- What was sent to whom: a row per run, channel, recipient and workbook, written before it
-- is sent, so that nothing goes out twice.

-- recipient as the CRM or the configuration has it, in lower case; '' where there is none.
-- sent_to differs from it where [mail] to_instead holds. state: due, sending (being sent, or
-- the program died over it), sent (taken over by the server), failed (tried again), refused
-- (for good), doubtful (may have arrived: not sent again by itself), quiet (nothing new),
-- impossible (no address that mail can go to), superseded (a newer night came first).
-- copies: how often it was asked for once more after it had been sent. The marks are the
-- highest numbers that were given away by then, for what is new next time.
CREATE TABLE delivery (
  delivery_id bigint GENERATED ALWAYS AS IDENTITY,
  run_id bigint NOT NULL,
  as_of_day date NOT NULL,
  channel text NOT NULL,
  kind text NOT NULL,
  whose text COLLATE "C" NOT NULL,
  name text NOT NULL,
  file text NOT NULL,
  recipient text COLLATE "C" NOT NULL,
  sent_to text COLLATE "C" NOT NULL,
  state text NOT NULL,
  news text NOT NULL,
  why text NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  copies integer NOT NULL DEFAULT 0,
  message_id text NOT NULL DEFAULT '',
  bytes bigint,
  sha256 text,
  first_tried_at timestamptz,
  last_tried_at timestamptz,
  finding_mark bigint NOT NULL,
  flag_mark bigint NOT NULL,
  decision_mark bigint NOT NULL,
  CONSTRAINT delivery_pk PRIMARY KEY (delivery_id),
  CONSTRAINT delivery_single UNIQUE (run_id, channel, recipient, sent_to, file, whose),
  CONSTRAINT delivery_channel_known CHECK (channel IN ('mail', 'webhook')),
  CONSTRAINT delivery_kind_known CHECK (kind IN ('organisation', 'manager', 'unassigned', 'ritual', 'night')),
  CONSTRAINT delivery_state_known CHECK (state IN ('due', 'sending', 'sent', 'failed', 'refused', 'doubtful', 'quiet', 'impossible', 'superseded'))
);
CREATE INDEX delivery_last ON delivery (channel, recipient, sent_to, kind, whose, run_id) WHERE state = 'sent';

-- Who would get what of the run in scope. A recipient '' stands for a manager without an
-- address. A rep's workbook is in that of the manager.
CREATE VIEW delivery_target AS
WITH book AS (
  SELECT w.kind, w.whose, w.name, w.file || '.xlsx' AS file, w.recipients, w.found + w.waived + w.flagged > 0 AS is_filled
    FROM run_workbook AS w
   WHERE w.run_id = run_id()
     AND (w.kind = 'organisation'
          OR w.kind IN ('manager', 'unassigned') AND setting_value('managers', 'workbooks') = 'yes'
             AND EXISTS (SELECT FROM run_workbook AS m WHERE m.run_id = run_id() AND m.kind = 'manager'))
), review AS (
  SELECT DISTINCT r.name, r.title, r.responsible
    FROM ritual_done AS d
    JOIN ritual AS r USING (name)
   WHERE d.run_id = run_id()
), wish AS (
  SELECT b.kind, b.whose, b.name, b.file, t.recipient
    FROM book AS b, LATERAL unnest(b.recipients) AS t (recipient)
   WHERE b.kind <> 'unassigned' OR b.is_filled
  UNION
  SELECT b.kind, b.whose, b.name, b.file, ''
    FROM book AS b
    LEFT JOIN somebody AS s ON s.user_id = b.whose
   WHERE b.kind = 'manager' AND btrim(coalesce(s.email, '')) NOT LIKE '%_@_%'
  UNION
  SELECT 'ritual', r.name, r.title, 'rituals/' || r.name || '.xlsx', t.recipient
    FROM review AS r, LATERAL unnest(r.responsible) AS t (recipient)
), cleaned AS (
  SELECT DISTINCT kind, whose, name, file, lower(regexp_replace(btrim(recipient), '[[:cntrl:]]', '?', 'g')) COLLATE "C" AS recipient
    FROM wish
)
SELECT 'mail' AS channel, c.kind, c.whose, c.name, c.file, c.recipient,
       CASE WHEN c.recipient = '' THEN 'has no e-mail in the CRM'
            WHEN length(c.recipient) > 254
                 OR c.recipient !~ '^[a-z0-9!#$%&''*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&''*+/=?^_`{|}~-]+)*@[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$'
              THEN 'is no address that mail can be sent to; write it as name@host, in ASCII'
            WHEN c.recipient LIKE '%.invalid' THEN 'is an address of a sandbox, made invalid by the CRM'
            WHEN u.is_inactive THEN 'is inactive in the CRM'
            ELSE '' END AS problem
  FROM cleaned AS c
 CROSS JOIN LATERAL (SELECT coalesce(bool_and(p.is_active IS FALSE), false) AS is_inactive
                       FROM crm_user AS p WHERE c.recipient <> '' AND lower(btrim(p.email)) = c.recipient) AS u
UNION ALL
SELECT 'webhook', 'night', '', 'everybody', '', 'webhook', '';

-- What is new in each workbook for who gets it, against the night that was sent there last:
-- findings, those that came back, got worse or escalated, those no longer waived, flags and
-- what made them worse, decisions that were not taken; for all reps also checks that are not
-- made any more. Rows only where there is something; since NULL: the first to go there.
CREATE FUNCTION delivery_news(p_instead text) RETURNS TABLE (channel text, recipient text, kind text, whose text, since date, words text)
LANGUAGE sql STABLE AS $$
  WITH target AS MATERIALIZED (
    SELECT t.channel, t.recipient, t.kind, t.whose, l.run_id, l.as_of_day, l.finding_mark, l.flag_mark, l.decision_mark
      FROM delivery_target AS t
      LEFT JOIN LATERAL (SELECT d.run_id, d.as_of_day, d.finding_mark, d.flag_mark, d.decision_mark
                           FROM delivery AS d
                          WHERE d.state = 'sent' AND d.channel = t.channel AND d.recipient = t.recipient AND d.kind = t.kind AND d.whose = t.whose
                            AND d.sent_to = CASE WHEN t.channel = 'mail' AND p_instead <> '' THEN p_instead ELSE t.recipient END
                            AND d.run_id <> run_id()
                          ORDER BY d.run_id DESC LIMIT 1) AS l ON true
     WHERE t.problem = '' AND t.kind <> 'ritual'
  ), member AS MATERIALIZED (
    SELECT manager_id AS whose, rep_id
      FROM run_team AS t
     WHERE run_id = run_id()
       AND (depth = 1 OR NOT EXISTS (SELECT FROM run_team AS o WHERE o.run_id = t.run_id AND o.manager_id = t.manager_id AND o.depth = 1))
     UNION ALL
    SELECT '', rep_id FROM run_team WHERE run_id = run_id() AND depth = 1
  ), shown AS MATERIALIZED (
    SELECT finding_id, rep_id, reopened_on, CASE WHEN escalated_on <= as_of_day() THEN escalated_on END AS escalated_on
      FROM finding_shown
     WHERE status <> 'waived'
  ), event AS MATERIALIZED (
    SELECT finding_id, max(on_day) FILTER (WHERE what = 'worse') AS worse_on,
           max(on_day) FILTER (WHERE what IN ('waiver ended', 'waiver withdrawn')) AS back_on
      FROM finding_event
     WHERE what IN ('worse', 'waiver ended', 'waiver withdrawn') AND on_day <= as_of_day()
     GROUP BY finding_id
  ), found AS (
    SELECT t.channel, t.recipient, t.whose, count(*) FILTER (WHERE x.what = 1) AS fresh, count(*) FILTER (WHERE x.what = 2) AS reopened,
           count(*) FILTER (WHERE x.what = 3) AS escalated, count(*) FILTER (WHERE x.what = 4) AS worse,
           count(*) FILTER (WHERE x.what = 5) AS back
      FROM target AS t
      JOIN member AS m ON m.whose = t.whose
      JOIN shown AS s ON s.rep_id = m.rep_id
      LEFT JOIN event AS e ON e.finding_id = s.finding_id
     CROSS JOIN LATERAL (SELECT CASE WHEN s.finding_id > t.finding_mark THEN 1 WHEN s.reopened_on > t.as_of_day THEN 2
                                     WHEN s.escalated_on > t.as_of_day THEN 3 WHEN e.worse_on > t.as_of_day THEN 4
                                     WHEN e.back_on > t.as_of_day THEN 5 END AS what) AS x
     GROUP BY t.channel, t.recipient, t.whose
  ), flag AS (
    SELECT t.channel, t.recipient, t.whose, count(*) AS amount
      FROM target AS t
      JOIN member AS m ON m.whose = t.whose
      JOIN coaching_flag AS f ON f.rep_id = m.rep_id
     WHERE f.state IN ('open', 'scheduled') AND f.raised_on <= as_of_day() AND (f.flag_id > t.flag_mark OR f.worse_on > t.as_of_day)
     GROUP BY t.channel, t.recipient, t.whose
  ), refused AS (
    SELECT t.channel, t.recipient, t.whose, count(*) AS amount
      FROM target AS t
      JOIN decision_refused AS d ON d.decision_id > t.decision_mark
     WHERE t.whose = '' OR EXISTS (SELECT FROM member AS m WHERE m.whose = t.whose AND m.rep_id = d.rep_id)
     GROUP BY t.channel, t.recipient, t.whose
  ), unchecked AS (
    SELECT t.channel, t.recipient, t.whose, count(*) AS amount
      FROM target AS t
      JOIN run_check AS now ON now.run_id = run_id() AND now.result IN ('error', 'not_checked')
      JOIN run_check AS past ON past.run_id = t.run_id AND past.check_id = now.check_id AND past.result NOT IN ('error', 'not_checked')
     WHERE t.whose = ''
     GROUP BY t.channel, t.recipient, t.whose
  )
  SELECT t.channel, t.recipient, t.kind, t.whose, t.as_of_day, concat(n.words, ', since ' || day_words(t.as_of_day))
    FROM target AS t
    LEFT JOIN found AS f ON (f.channel, f.recipient, f.whose) = (t.channel, t.recipient, t.whose)
    LEFT JOIN flag AS g ON (g.channel, g.recipient, g.whose) = (t.channel, t.recipient, t.whose)
    LEFT JOIN refused AS r ON (r.channel, r.recipient, r.whose) = (t.channel, t.recipient, t.whose)
    LEFT JOIN unchecked AS u ON (u.channel, u.recipient, u.whose) = (t.channel, t.recipient, t.whose)
   CROSS JOIN LATERAL (
     SELECT CASE WHEN t.as_of_day IS NULL THEN 'all of it, for the first time'
                 ELSE concat_ws(', ', counted(nullif(f.fresh, 0), 'new finding'), nullif(f.reopened, 0) || ' reopened',
                                nullif(f.escalated, 0) || ' escalated', nullif(f.worse, 0) || ' worse than before',
                                nullif(f.back, 0) || ' no longer waived', counted(g.amount, 'new flag'),
                                counted(r.amount, 'decision') || ' not taken', counted(u.amount, 'check') || ' not made any more') END AS words) AS n
   WHERE n.words <> ''
$$;

-- What a program that was killed left behind, and what came too late.
CREATE FUNCTION delivery_settle() RETURNS bigint LANGUAGE sql AS $$
  WITH late AS (
    UPDATE delivery SET state = 'superseded', why = concat_ws('; ', 'a newer night was published first', nullif(why, ''))
     WHERE run_id <> run_id() AND state IN ('due', 'failed')
  ), torn AS (
    UPDATE delivery SET state = 'doubtful', why = 'the program ended while it was being sent: it may have been sent'
     WHERE state = 'sending'
    RETURNING 1
  )
  SELECT count(*) FROM torn
$$;

-- A message's number in the world: the same however often this run's is sent to that
-- recipient, so that who gets it twice keeps one.
CREATE FUNCTION delivery_message(p_run bigint, p_recipient text, p_sent_to text, p_file text, p_copies integer, p_domain text)
RETURNS text LANGUAGE sql STABLE AS $$
  SELECT format('crmaudit.%s.%s@%s', p_run,
                left(encode(sha256(convert_to(concat_ws(E'\n', setting_value('org', 'name'), r.started_at, p_run, p_recipient, p_sent_to, p_file,
                                                        nullif(p_copies, 0)), 'UTF8')), 'hex'), 32), p_domain)
    FROM run AS r
   WHERE r.run_id = p_run
$$;

-- Writes down what of the run in scope is to go to whom, and why not. What was sent, was
-- refused or may have been sent stays so; p_again asks for it once more. p_only: one recipient.
CREATE FUNCTION delivery_plan(p_mail boolean, p_webhook boolean, p_all_mail boolean, p_all_webhook boolean, p_again boolean, p_only text,
                              p_instead text, p_domain text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO delivery AS d (run_id, as_of_day, channel, kind, whose, name, file, recipient, sent_to, state, news, why, message_id,
                             finding_mark, flag_mark, decision_mark)
  SELECT run_id(), as_of_day(), t.channel, t.kind, t.whose, t.name, t.file, t.recipient, s.sent_to,
         CASE WHEN t.problem <> '' THEN 'impossible' WHEN w.is_wanted THEN 'due' ELSE 'quiet' END,
         coalesce(n.words, CASE t.kind WHEN 'ritual' THEN 'its day' ELSE '' END),
         CASE WHEN t.problem <> '' THEN t.problem WHEN w.is_wanted THEN '' ELSE 'nothing new' END,
         CASE WHEN t.channel = 'mail' AND t.problem = '' THEN delivery_message(run_id(), t.recipient, s.sent_to, t.file, 0, p_domain) ELSE '' END,
         coalesce((SELECT max(finding_id) FROM finding), 0), coalesce((SELECT max(flag_id) FROM coaching_flag), 0),
         coalesce((SELECT max(decision_id) FROM review_decision), 0)
    FROM delivery_target AS t
    LEFT JOIN delivery_news(p_instead) AS n USING (channel, recipient, kind, whose)
   CROSS JOIN LATERAL (SELECT CASE WHEN t.channel = 'mail' AND p_instead <> '' AND t.problem = '' THEN p_instead ELSE t.recipient END AS sent_to) AS s
   CROSS JOIN LATERAL (SELECT n.words IS NOT NULL OR t.kind = 'ritual'
                              OR CASE t.channel WHEN 'mail' THEN p_all_mail ELSE p_all_webhook END AS is_wanted) AS w
   WHERE CASE t.channel WHEN 'mail' THEN p_mail ELSE p_webhook END AND (p_only = '' OR t.recipient = lower(p_only))
   ORDER BY t.channel, t.kind, t.file, t.recipient
  ON CONFLICT ON CONSTRAINT delivery_single DO UPDATE
     SET state = excluded.state, news = excluded.news, why = excluded.why, message_id = excluded.message_id
   WHERE d.state IN ('quiet', 'impossible');
  IF p_again THEN
    UPDATE delivery AS d
       SET state = 'due', why = '', copies = d.copies + (d.state = 'sent')::integer, bytes = NULL, sha256 = NULL,
           message_id = CASE WHEN d.channel = 'mail'
                             THEN delivery_message(d.run_id, d.recipient, d.sent_to, d.file, d.copies + (d.state = 'sent')::integer, p_domain)
                             ELSE '' END
     WHERE d.run_id = run_id() AND d.state IN ('sent', 'refused', 'doubtful') AND (p_only = '' OR d.recipient = lower(p_only))
       AND CASE d.channel WHEN 'mail' THEN p_mail ELSE p_webhook END
       AND (d.channel <> 'mail' OR d.sent_to = CASE WHEN p_instead <> '' THEN p_instead ELSE d.recipient END);
  END IF;
END $$;
