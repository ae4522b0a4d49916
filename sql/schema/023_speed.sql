-- What makes a run quick, for all reps and for one. Nothing here changes what is found.
--
-- Three costs dominated the checks, and each has its way round here:
--  * A function that reads a table costs ten to twenty microseconds a call, for such a
--    function cannot be inlined. A lookup with few answers stands in FROM instead, as a
--    function that returns rows: that one is inlined, and the planner keeps an answer per
--    different argument (Memoize). OFFSET 0 holds it together: without it, the lookup would
--    be moved up into the list of columns and be done row by row again.
--  * The account of a deal may be the master of a merged one, which no index knows: the
--    deals of an account are asked for by deals_of().
--  * as_of() reads a setting of the session each time: records that began before all
--    times or go on for good are in force without asking it.

CREATE OR REPLACE VIEW crm_user AS
SELECT user_id, name, username, email, alias, is_active, user_type, role_id, manager_id, zone, custom
  FROM crm_user_version
 WHERE (valid_from = '-infinity' OR valid_from <= as_of()) AND (valid_to = 'infinity' OR valid_to > as_of()) AND NOT is_deleted;

CREATE OR REPLACE VIEW account AS
SELECT *
  FROM account_version
 WHERE (valid_from = '-infinity' OR valid_from <= as_of()) AND (valid_to = 'infinity' OR valid_to > as_of()) AND NOT is_deleted;

CREATE OR REPLACE VIEW contact AS
SELECT *
  FROM contact_version
 WHERE (valid_from = '-infinity' OR valid_from <= as_of()) AND (valid_to = 'infinity' OR valid_to > as_of()) AND NOT is_deleted;

CREATE OR REPLACE VIEW lead AS
SELECT *
  FROM lead_version
 WHERE (valid_from = '-infinity' OR valid_from <= as_of()) AND (valid_to = 'infinity' OR valid_to > as_of()) AND NOT is_deleted;

-- What the CRM's list says of a stage, one row for each name.
CREATE VIEW stage_said AS
SELECT DISTINCT ON (label) label, is_closed, is_won FROM opportunity_stage WHERE NOT is_deleted ORDER BY label, stage_id;

CREATE OR REPLACE VIEW opportunity_raw AS
SELECT o.opportunity_id, o.valid_from, o.valid_to, o.account_id, o.owner_id, o.name, o.stage, o.amount, o.close_date,
       o.next_step, o.type, o.crm_closed, o.crm_won, o.created_at, o.is_deleted, o.stamp, o.custom, o.extra,
       coalesce(o.crm_closed, s.is_closed,
                o.stage ILIKE 'closed%' OR lower(o.stage) IN (SELECT lower(c) FROM setting_list('opportunities', 'closed_stages') AS c),
                false) AS is_closed,
       coalesce(o.crm_won, s.is_won, o.stage ILIKE 'closed won%', false) AS is_won,
       o.stage_changed_at, o.push_count, o.contract_id, o.lead_source, o.probability
  FROM opportunity_version AS o
  LEFT JOIN stage_said AS s ON s.label = o.stage
 WHERE (o.valid_from = '-infinity' OR o.valid_from <= as_of()) AND (o.valid_to = 'infinity' OR o.valid_to > as_of())
   AND NOT o.is_deleted;

-- The same with the masters of merged accounts; recorded_account_id is what the deal says itself,
-- for an index knows that one.
CREATE OR REPLACE VIEW opportunity AS
SELECT r.opportunity_id, r.valid_from, r.valid_to, coalesce(m.master_id, r.account_id) AS account_id, r.owner_id, r.name, r.stage,
       r.amount, r.close_date, r.next_step, r.type, r.crm_closed, r.crm_won, r.created_at, r.is_deleted, r.stamp, r.custom,
       r.extra, r.is_closed, r.is_won, r.stage_changed_at, r.push_count, r.contract_id, r.lead_source, r.probability,
       r.account_id AS recorded_account_id
  FROM opportunity_raw AS r
  LEFT JOIN record_master AS m ON m.loser_id = r.account_id AND m.merged_at <= as_of();

-- The opportunities of an account, those of accounts merged into it included.
CREATE FUNCTION deals_of(p_account text) RETURNS SETOF opportunity LANGUAGE sql STABLE AS $$
  SELECT o.*
    FROM opportunity AS o
   WHERE o.account_id = p_account
     AND o.recorded_account_id = ANY (p_account || array(SELECT m.loser_id FROM record_master AS m WHERE m.master_id = p_account))
$$;

CREATE OR REPLACE FUNCTION account_deals(p_account text) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT o.opportunity_id FROM deals_of(p_account) AS o
$$;

-- The thresholds of a check for a rep, to be joined: thresholds('rep-quiet', r.rep_id) AS p (params).
CREATE FUNCTION thresholds(p_check text, p_rep text) RETURNS TABLE (params jsonb) LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT r.params FROM run_param AS r
                    WHERE r.run_id = run_id() AND r.check_id = p_check AND r.rep_id IN (p_rep, '')
                    ORDER BY r.rep_id DESC
                    LIMIT 1),
                  threshold_missing(p_check))
  OFFSET 0
$$;

CREATE OR REPLACE FUNCTION subscription_end_of(p_account text, p_mapped text)
RETURNS TABLE (ends_on date, told_by text) LANGUAGE sql STABLE AS $$
  SELECT e.ends_on, e.told_by
    FROM (SELECT 1 AS place, read_date(p_mapped) AS ends_on, 'the account' AS told_by
          UNION ALL
          SELECT 2, read_date(o.custom ->> 'subscription_end'), 'a won opportunity'
            FROM deals_of(p_account) AS o
           WHERE o.is_won
          UNION ALL
          SELECT 3, c.ends_on, 'a contract'
            FROM contract AS c
           WHERE c.account_id = p_account AND NOT c.is_deleted AND lower(coalesce(c.status_code, c.status)) = 'activated') AS e
   WHERE e.ends_on IS NOT NULL
   ORDER BY e.ends_on DESC, e.place
   LIMIT 1
$$;

-- What a lead's status means, to be joined: lead_status_means(l.status) AS s.
CREATE FUNCTION lead_status_means(p_status text)
RETURNS TABLE (is_mql boolean, is_closed boolean, is_attempted boolean, is_converted boolean) LANGUAGE sql STABLE AS $$
  SELECT is_mql(p_status), is_closed_lead(p_status), is_attempted(p_status), is_converted_status(p_status) OFFSET 0
$$;

-- Words of a list in the configuration, in lower case: lower(btrim(o.type)) IN (SELECT named('deals', 'new_types'))
CREATE FUNCTION named(p_section text, p_name text) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT lower(item) FROM setting_list(p_section, p_name) AS item
$$;

-- A list of words in the configuration as a pattern for title_says(); NULL where it is empty.
CREATE FUNCTION title_pattern(p_section text, p_name text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT ' (?:' || string_agg(name_words(item), '|') || ') ' FROM setting_list(p_section, p_name) AS item WHERE name_words(item) <> ''
$$;

-- Whether a title holds one of those words, as whole words.
CREATE FUNCTION title_says(title text, pattern text) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN coalesce(' ' || name_words(title) || ' ' ~ pattern, false);

CREATE OR REPLACE FUNCTION title_means(title text, p_section text, p_name text) RETURNS boolean LANGUAGE sql STABLE
RETURN title_says(title, title_pattern(p_section, p_name));

-- No group is captured, for that makes a match three times as dear.
CREATE OR REPLACE FUNCTION legal_form_pattern() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce('(?: (?:' || string_agg(name_words(item), '|') || '))+$', '$')
    FROM setting_list('duplicates', 'legal_forms') AS item
   WHERE name_words(item) <> ''
$$;

CREATE OR REPLACE VIEW live_quote AS
SELECT q.quote_id, q.opportunity_id, q.name, q.number, q.status, q.discount, q.is_syncing, q.created_at,
       coalesce(lower(btrim(q.status)) IN (SELECT named('quotes', 'sent_statuses'))
                OR lower(btrim(q.status)) IN (SELECT named('quotes', 'approved_statuses')), false) AS is_out,
       coalesce(lower(btrim(q.status)) IN (SELECT named('quotes', 'approved_statuses')), false) AS status_approves
  FROM quote AS q
 WHERE NOT q.is_deleted AND (q.created_at IS NULL OR q.created_at < as_of());

-- A page's usual address is known by one plain pattern; the others are taken apart.
CREATE OR REPLACE FUNCTION linkedin_is(kind text, url text) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN coalesce(url ~ CASE kind WHEN 'company' THEN '^https?://www\.linkedin\.com/(?:company|school|showcase)/[a-z0-9_-]+/?$'
                                WHEN 'person' THEN '^https?://www\.linkedin\.com/(?:in|pub)/[a-z0-9_-]+/?$'
                                ELSE '^https?://www\.linkedin\.com/sales/(?:company|people|lead|accounts?)/[a-z0-9_-]+/?$' END
                OR linkedin_path(url) ~ CASE kind WHEN 'company' THEN '^(company|school|showcase)/[^/]+'
                                                  WHEN 'person' THEN '^(in|pub)/[^/]+'
                                                  ELSE '^sales/(company|people|lead|accounts?)/[^/]+' END, false);

CREATE OR REPLACE FUNCTION linkedin_company(url text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE WHEN url ~ '^https?://www\.linkedin\.com/(?:company|school|showcase)/[a-z0-9_-]+/?$' THEN rtrim(split_part(url, '.com/', 2), '/')
            ELSE substring(linkedin_path(url) FROM '^((?:company|school|showcase)/[^/]+)') END;

-- The separators are written out, each with itself: a back reference makes a match fifty times as
-- dear. The usual form is looked for first, by a pattern that costs a twentieth of the other.
CREATE OR REPLACE FUNCTION has_date(title text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(title ~ '(?:^|\D)20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:\D|$)' OR title ~ '\d' AND title ~* ('(^|\D)(20\d\d(-(0?[1-9]|1[0-2])-|\.(0?[1-9]|1[0-2])\.|/(0?[1-9]|1[0-2])/|_(0?[1-9]|1[0-2])_| (0?[1-9]|1[0-2]) |(0?[1-9]|1[0-2]))(0?[1-9]|[12]\d|3[01])(\D|$)'
                          || '|([1-9]|0[1-9]|[12]\d|3[01])[-./_]([1-9]|0[1-9]|[12]\d|3[01])[-./_](20)?\d\d(\D|$)'
                          || '|([1-9]|0[1-9]|[12]\d|3[01])(st|nd|rd|th)?[.]?( of)? *(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[.,]* *20\d\d(\D|$))'
                          || '|\m(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[.]? *([1-9]|0[1-9]|[12]\d|3[01])(st|nd|rd|th)?,? +20\d\d(\D|$)'), false)
$$;

CREATE OR REPLACE FUNCTION names_day(title text, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(strpos(title, extract(day FROM day)::text) > 0 AND strpos(title, to_char(day, 'YY')) > 0 AND title ~* format(
           '(^|\D)(%1$s(-0?%2$s-|\.0?%2$s\.|/0?%2$s/|_0?%2$s_| 0?%2$s |0?%2$s)0?%3$s(\D|$)'
           || '|(0?%2$s[-./_]0?%3$s|0?%3$s[-./_]0?%2$s)[-./_](20)?%4$s(\D|$)'
           || '|0?%3$s(st|nd|rd|th)?[.]?( of)? *%5$s[a-z]*[.,]* *%1$s(\D|$))'
           || '|\m%5$s[a-z]*[.]? *0?%3$s(st|nd|rd|th)?,? +%1$s(\D|$)',
           extract(year FROM day), extract(month FROM day), extract(day FROM day), to_char(day, 'YY'), to_char(day, 'mon')), false)
$$;

-- The case beside what it leads to: an index knows the former.
CREATE OR REPLACE VIEW activity_seen AS
SELECT a.activity_id, a.folded_into, a.source, a.kind, a.direction, a.is_done, a.is_automated, a.rep_id, a.at, a.has_time,
       a.subject, a.person_id,
       CASE WHEN a.person_id IS NULL THEN NULL
            WHEN l.lead_id IS NOT NULL OR (c.contact_id IS NULL AND a.person_id LIKE '00Q%') THEN 'lead'
            ELSE 'contact' END AS person_type,
       coalesce(c.name, l.name) AS person, a.opportunity_id,
       coalesce(m.master_id, a.account_id, c.account_id, o.account_id, k.account_id) AS account_id, a.case_id
  FROM activity AS a
  LEFT JOIN contact AS c ON c.contact_id = a.person_id
  LEFT JOIN lead AS l ON l.lead_id = a.person_id
  LEFT JOIN opportunity_raw AS o ON o.opportunity_id = a.opportunity_id
  LEFT JOIN support_case AS k ON k.case_id = a.case_id AND NOT k.is_deleted
  LEFT JOIN record_master AS m
    ON m.loser_id = coalesce(a.account_id, c.account_id, o.account_id, k.account_id) AND m.merged_at <= as_of()
 WHERE a.at < as_of();
DROP VIEW activity_seen_raw;

CREATE INDEX support_case_account ON support_case (account_id);

-- The last communication of a deal. An activity that names an opportunity speaks for that one
-- alone, any other for all of the account it leads to; a meeting is one with its guests too.
-- Each of the ways to find it ends at its first row, from the end of an index.
CREATE FUNCTION last_communication(p_deal text, p_account text)
RETURNS TABLE (at timestamptz, kind text, subject text) LANGUAGE sql STABLE AS $$
  SELECT f.at, f.kind, f.subject
    FROM ((SELECT a.at, a.kind, a.subject, a.activity_id, a.source
             FROM activity AS a
            WHERE a.opportunity_id = p_deal AND a.at < as_of()
              AND a.direction <> 'none' AND (a.kind <> 'other' OR a.person_id IS NOT NULL)
            ORDER BY a.at DESC, a.activity_id, a.source
            LIMIT 1)
          UNION ALL
          (SELECT a.at, a.kind, a.subject, a.activity_id, a.source
             FROM activity AS a
            WHERE a.account_id = p_account AND a.opportunity_id IS NULL AND a.at < as_of()
              AND a.direction <> 'none' AND (a.kind <> 'other' OR a.person_id IS NOT NULL)
            ORDER BY a.at DESC, a.activity_id, a.source
            LIMIT 1)
          UNION ALL
          (SELECT a.at, a.kind, a.subject, a.activity_id, a.source
             FROM contact AS c
            CROSS JOIN LATERAL (SELECT s.*
                                  FROM activity_seen AS s
                                 WHERE s.person_id = c.contact_id AND s.account_id = p_account AND s.opportunity_id IS NULL
                                   AND s.direction <> 'none'
                                 ORDER BY s.at DESC, s.activity_id, s.source
                                 LIMIT 1) AS a
            WHERE c.account_id = p_account
            ORDER BY a.at DESC, a.activity_id, a.source
            LIMIT 1)
          UNION ALL
          (SELECT a.at, a.kind, a.subject, a.activity_id, a.source
             FROM contact AS c
             JOIN meeting_guest AS g ON g.person_id = c.contact_id
             JOIN activity AS a ON a.activity_id = g.activity_id AND a.source = 'event'
            WHERE c.account_id = p_account AND a.opportunity_id IS NULL AND a.at < as_of()
            ORDER BY a.at DESC, a.activity_id, a.source
            LIMIT 1)
          UNION ALL
          (SELECT a.at, a.kind, a.subject, a.activity_id, a.source
             FROM support_case AS k
             JOIN activity_seen AS a ON a.case_id = k.case_id
            WHERE k.account_id = p_account AND a.account_id = p_account AND a.opportunity_id IS NULL
              AND a.direction <> 'none' AND (a.kind <> 'other' OR a.person_id IS NOT NULL)
            ORDER BY a.at DESC, a.activity_id, a.source
            LIMIT 1)) AS f
   ORDER BY f.at DESC, f.activity_id, f.source
   LIMIT 1
$$;

-- Records that are gone are few, and every run asks for them.
CREATE INDEX account_version_gone ON account_version (account_id) WHERE is_deleted;
CREATE INDEX contact_version_gone ON contact_version (contact_id) WHERE is_deleted;
CREATE INDEX lead_version_gone ON lead_version (lead_id) WHERE is_deleted;
CREATE INDEX opportunity_version_gone ON opportunity_version (opportunity_id) WHERE is_deleted;

-- A hundredth of the files mostly answers it; where none of those does, all are asked.
CREATE FUNCTION meeting_notes_lacking() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN EXISTS (SELECT FROM document_link AS d TABLESAMPLE SYSTEM (1) REPEATABLE (1)
                            WHERE NOT d.is_deleted AND coalesce(d.file_type, '') <> 'SNOTE'
                              AND (d.document_created_at IS NULL OR d.document_created_at < as_of())
                              AND title_says(d.title, (SELECT title_pattern('meetings', 'notes_titles')))) THEN NULL
              WHEN NOT EXISTS (SELECT FROM document AS d WHERE title_says(d.title, (SELECT title_pattern('meetings', 'notes_titles'))))
              THEN 'no file on an account or opportunity is titled as meeting notes; notes that are kept elsewhere cannot be seen' END
$$;

CREATE OR REPLACE FUNCTION need_lacking(need text) RETURNS text LANGUAGE sql STABLE
RETURN CASE need WHEN 'meeting-notes' THEN meeting_notes_lacking()
                 ELSE coalesce(record_need_lacking(need), pipeline_need_lacking(need), deal_need_lacking(need)) END;

-- What was found tonight is new to the planner, and on the first night the ledger too: taken
-- for empty, they are compared row by row with each other.
CREATE FUNCTION ledger_analyze() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  ANALYZE stage_finding;
  IF (SELECT c.reltuples FROM pg_class AS c WHERE c.oid = 'finding'::regclass)
     < (SELECT c.reltuples FROM pg_class AS c WHERE c.oid = 'stage_finding'::regclass) THEN
    ANALYZE finding;
  END IF;
END $$;

-- The catalogue anew, all of it at once: asked check by check and figure by figure, the
-- asking took most of the time. Of several words on one threshold the last holds; the first
-- on one for all is its header's.
CREATE FUNCTION catalogue_put(p_checks jsonb, p_params jsonb) RETURNS void LANGUAGE sql AS $$
  DELETE FROM check_catalogue;
  DELETE FROM check_column;
  DELETE FROM parameter;
  INSERT INTO check_catalogue (check_id, title, rule, why, fix, place, is_enabled)
  SELECT c.one ->> 'check_id', c.one ->> 'title', c.one ->> 'rule', c.one ->> 'why', c.one ->> 'fix', c.place,
         (c.one ->> 'is_enabled')::boolean
    FROM jsonb_array_elements(p_checks) WITH ORDINALITY AS c (one, place);
  INSERT INTO check_column (check_id, place, name, title, format)
  SELECT c.one ->> 'check_id', k.place, k.one ->> 'name', k.one ->> 'title', k.one ->> 'format'
    FROM jsonb_array_elements(p_checks) AS c (one),
         jsonb_array_elements(c.one -> 'columns') WITH ORDINALITY AS k (one, place);
  INSERT INTO parameter (check_id, name, scope, who, value, unit, origin, default_value, default_origin)
  SELECT p.one ->> 'check_id', p.one ->> 'name', p.one ->> 'scope', p.one ->> 'who',
         (array_agg((p.one ->> 'value')::jsonb ORDER BY p.place DESC))[1], (array_agg(p.one ->> 'unit' ORDER BY p.place))[1],
         (array_agg(p.one ->> 'origin' ORDER BY p.place DESC))[1],
         CASE p.one ->> 'scope' WHEN 'all' THEN (array_agg((p.one ->> 'value')::jsonb ORDER BY p.place))[1] END,
         CASE p.one ->> 'scope' WHEN 'all' THEN (array_agg(p.one ->> 'origin' ORDER BY p.place))[1] END
    FROM jsonb_array_elements(p_params) WITH ORDINALITY AS p (one, place)
   GROUP BY 1, 2, 3, 4
$$;

-- Each check's result counts what it has found.
CREATE INDEX stage_finding_check ON stage_finding (check_id);

-- A character that goes is cheaper translated away than by a pattern, and plain ASCII is
-- normal as it is.
CREATE OR REPLACE FUNCTION name_words(name text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN btrim(regexp_replace(translate(lower(CASE WHEN octet_length(name) = length(name) THEN name ELSE normalize(name, NFKC) END),
                                      '.''’`', ''), '[^[:alnum:]]+', ' ', 'g'));

-- Notes are few among the files.
CREATE INDEX document_link_note ON document_link (entity_id) WHERE NOT is_deleted AND file_type = 'SNOTE';
