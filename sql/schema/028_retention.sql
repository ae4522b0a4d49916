-- What goes when it is old. What the CRM itself still shows stays as long as it is there;
-- what only we hold has its days. sql/retention has what goes, a file each.

-- What a night's retention removed or blanked.
CREATE TABLE run_retention (
  run_id bigint NOT NULL,
  name text NOT NULL,
  amount bigint NOT NULL,
  CONSTRAINT run_retention_pk PRIMARY KEY (run_id, name)
);

-- Where a day begins on the organisation's clock.
CREATE FUNCTION day_begins(p_day date) RETURNS timestamptz LANGUAGE sql STABLE
RETURN p_day::timestamp AT TIME ZONE setting_value('org', 'timezone');

-- Versions of an object that were over before an instant go, at most so many. The first
-- one that is left counts as always having been there. How many went.
CREATE FUNCTION retain_versions(p_object text, p_before timestamptz, p_most integer) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  amount bigint;
BEGIN
  EXECUTE format(
    'WITH old AS MATERIALIZED (
       SELECT %1$I AS record_id, valid_from FROM %2$I WHERE valid_to < $1 ORDER BY %1$I, valid_from LIMIT $2
     ), gone AS (
       DELETE FROM %2$I AS t USING old AS o WHERE t.%1$I = o.record_id AND t.valid_from = o.valid_from
       RETURNING 1
     ), first AS (
       UPDATE %2$I AS t SET valid_from = ''-infinity''
         FROM (SELECT v.%1$I AS record_id, min(v.valid_from) AS valid_from
                 FROM %2$I AS v
                WHERE v.%1$I IN (SELECT o.record_id FROM old AS o)
                  AND NOT EXISTS (SELECT FROM old AS x WHERE x.record_id = v.%1$I AND x.valid_from = v.valid_from)
                GROUP BY v.%1$I) AS f
        WHERE t.%1$I = f.record_id AND t.valid_from = f.valid_from
     )
     SELECT count(*) FROM gone', target_key(p_object), target_table(p_object)) INTO amount USING p_before, p_most;
  RETURN amount;
END $$;

-- Of an object's records that were deleted before an instant, what they say goes, of all
-- their versions: id, links to others and dates stay, so that the counts against the source
-- stay true and the record is not taken for a new one. Hash 0 says so; with it and without a
-- stamp, the record is read whole should it ever come back. At most so many; how many.
CREATE FUNCTION retain_vanished(p_object text, p_before timestamptz, p_most bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  target text := target_table(p_object);
  key text := target_key(p_object);
  blank text;
  gone_at text := 't.stamp';
  amount bigint;
BEGIN
  SELECT string_agg(format('%I = NULL, ', name), '' ORDER BY place) INTO blank
    FROM source_field
   WHERE object = p_object AND NOT is_custom AND kind = 'text';
  IF target <> p_object THEN
    blank := blank || 'custom = ''{}'', extra = ''{}'', ';
    gone_at := 't.valid_to = ''infinity'' AND greatest(t.valid_from, t.stamp)';
  END IF;
  EXECUTE format(
    'WITH old AS MATERIALIZED (
       SELECT t.%1$I AS record_id FROM %2$I AS t
        WHERE t.is_deleted AND t.row_hash IS DISTINCT FROM 0 AND %3$s < $1 LIMIT $2
     ), blanked AS (
       UPDATE %2$I AS t SET %4$sstamp = NULL, row_hash = 0 FROM old AS o WHERE t.%1$I = o.record_id
     )
     SELECT count(*) FROM old', key, target, gone_at, coalesce(blank, '')) INTO amount USING p_before, p_most;
  RETURN amount;
END $$;

-- The same over all objects.
CREATE FUNCTION retain_all_vanished(p_before timestamptz, p_most bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  amount bigint := 0;
  one text;
BEGIN
  FOR one IN SELECT DISTINCT object FROM source_field WHERE name = 'is_deleted' ORDER BY object LOOP
    EXIT WHEN amount >= p_most;
    amount := amount + retain_vanished(one, p_before, p_most - amount);
  END LOOP;
  RETURN amount;
END $$;

-- What came of a pull that is merged: all of it as text, columns that we do not keep too.
CREATE FUNCTION retain_stages() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  one text;
BEGIN
  FOR one IN SELECT DISTINCT f.object FROM source_field AS f
              WHERE to_regclass(format('%I', 'stage_' || f.object)) IS NOT NULL
                AND NOT EXISTS (SELECT FROM stage_progress AS p WHERE p.object = f.object)
              ORDER BY f.object
  LOOP
    EXECUTE format('TRUNCATE %I', 'stage_' || one);
  END LOOP;
END $$;

-- A record that is blanked here and comes deleted once more, as it does in every file of
-- everything, tells nothing new, unless it is who it was merged into.
CREATE FUNCTION merge_skip_blanked(p_object text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  target text := target_table(p_object);
BEGIN
  EXECUTE format('DELETE FROM %1$I AS m USING %2$I AS t WHERE t.%3$I = m.%3$I AND m.is_deleted AND t.is_deleted AND t.row_hash = 0%4$s%5$s',
                 'merge_' || p_object, target, target_key(p_object),
                 CASE WHEN target <> p_object THEN ' AND t.valid_to = ''infinity''' ELSE '' END,
                 CASE WHEN EXISTS (SELECT FROM merge_columns(p_object) WHERE name = 'master_id')
                      THEN ' AND m.master_id IS NOT DISTINCT FROM t.master_id' ELSE '' END);
END $$;

-- ---- who asked to be forgotten

-- Ids, never a name. The CRM may show the person for long: what is read of these records
-- is blanked before it is kept.
CREATE TABLE forgotten (
  record_id text COLLATE "C" NOT NULL,
  object text NOT NULL,
  forgotten_on date NOT NULL,
  forgotten_by text NOT NULL,
  CONSTRAINT forgotten_pk PRIMARY KEY (record_id),
  CONSTRAINT forgotten_object_known CHECK (object IN ('contact', 'lead', 'crm_user'))
);

-- By what e-mails of that person are known: a hash of the address with a word of this organisation's own.
CREATE TABLE forgotten_address (
  address_hash text COLLATE "C" NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  CONSTRAINT forgotten_address_pk PRIMARY KEY (address_hash)
);
CREATE TABLE forgotten_word (
  word_id integer NOT NULL,
  word text NOT NULL,
  CONSTRAINT forgotten_word_pk PRIMARY KEY (word_id),
  CONSTRAINT forgotten_word_single CHECK (word_id = 1)
);

-- What the job under way looks for: gone with it.
CREATE UNLOGGED TABLE stage_forget (
  kind text NOT NULL,
  words text NOT NULL
);

CREATE FUNCTION forgotten_hash(p_words text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(word || lower(btrim(p_words)), 'UTF8')), 'hex') FROM forgotten_word
$$;

-- Stands for the address: e-mails still find their person by it.
CREATE FUNCTION forgotten_email(p_id text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN lower(p_id) || '@forgotten.invalid';

-- A list of addresses without the forgotten ones. Where there is one, names beside the
-- addresses go: nobody can tell whose they are.
CREATE FUNCTION forget_addresses(p_list text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN bool_or(f.record_id IS NOT NULL)
              THEN string_agg(CASE WHEN f.record_id IS NOT NULL THEN forgotten_email(f.record_id) ELSE a.found[1] END, '; ' ORDER BY a.place)
              ELSE p_list END
    FROM regexp_matches(p_list, '[^\s<>;,"'':]+@[^\s<>;,"'':]+', 'g') WITH ORDINALITY AS a (found, place)
    LEFT JOIN forgotten_address AS f ON f.address_hash = forgotten_hash(a.found[1])
$$;

-- A subject without its words. What decides kind and direction stays, and equal ones stay
-- equal: activities fold as they did.
CREATE FUNCTION forget_subject(p_subject text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
           WHEN btrim(p_subject) = '' OR p_subject ~ '\(forgotten\) [0-9a-f]{8}$'
                OR lower(btrim(p_subject)) IN (SELECT k.match FROM activity_kind AS k WHERE k.level = 'subject') THEN p_subject
           ELSE CASE WHEN btrim(p_subject) ILIKE '[in]%' THEN '[In] ' WHEN btrim(p_subject) ILIKE 'inbound%' THEN 'Inbound '
                     WHEN btrim(p_subject) ILIKE 'email received%' THEN 'Email received '
                     WHEN p_subject ~* '^\s*(cancell?ed|declined)\s*:' THEN 'Canceled: ' ELSE '' END
                || '(forgotten) ' || left(forgotten_hash(subject_key(p_subject)), 8) END
$$;

-- Mapped fields without what is no flag and no date.
CREATE FUNCTION forget_custom(p_custom jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_object_agg(key, value), '{}')
    FROM jsonb_each_text(p_custom)
   WHERE read_bool(value) IS NOT NULL OR value ~ '^\d{4}-\d\d-\d\d(T[0-9:.]+(Z|[+-]\d{4}))?$'
$$;

-- What a forgotten record's columns become, for UPDATE … SET. Ids, dates, flags and what
-- the records of everybody have from a list stay: with whom it was, whose, and how far it was.
CREATE FUNCTION forget_columns(p_object text, p_key text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT string_agg(CASE WHEN name IN ('name', 'last_name') THEN format('%I = ''(forgotten)''', name)
                         WHEN name IN ('email', 'username') THEN format('%1$I = CASE WHEN m.%1$I IS NOT NULL THEN forgotten_email(m.%2$I) END', name, p_key)
                         ELSE format('%I = NULL', name) END, ', ' ORDER BY place) || ', custom = forget_custom(m.custom), extra = ''{}'''
    FROM source_field
   WHERE object = p_object AND NOT is_custom AND kind = 'text' AND name NOT IN ('status', 'rating', 'source', 'user_type')
$$;

-- Rows about to be merged: forgotten ones are blanked first.
CREATE FUNCTION forget_staged(p_object text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  key text := target_key(p_object);
BEGIN
  IF EXISTS (SELECT FROM forgotten AS f WHERE f.object = p_object) THEN
    EXECUTE format('UPDATE %I AS m SET %s FROM forgotten AS f WHERE f.record_id = m.%I',
                   'merge_' || p_object, forget_columns(p_object, key), key);
  END IF;
END $$;

-- Rows that others wrote about forgotten persons. p_whole: all that are here, else those
-- of the merge under way.
CREATE FUNCTION forget_merged(p_object text, p_whole boolean) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  amount bigint := 0;
  part bigint;
  one text;
BEGIN
  IF NOT EXISTS (SELECT FROM forgotten) THEN
    RETURN 0;
  END IF;
  IF p_object IN ('contact_history', 'lead_history') THEN
    EXECUTE format('UPDATE %1$I AS t SET old_value = NULL, new_value = NULL FROM forgotten AS f
                     WHERE f.record_id = t.record_id AND lower(t.field) NOT IN (''status'', ''owner'', ''created'')
                       AND num_nonnulls(t.old_value, t.new_value) > 0
                       AND (%2$L OR t.history_id IN (SELECT c.record_id FROM stage_changed AS c WHERE c.object = %1$L))', p_object, p_whole);
    GET DIAGNOSTICS amount = ROW_COUNT;
  ELSIF p_object IN ('task', 'event') THEN
    EXECUTE format('UPDATE %1$I AS t SET subject = forget_subject(t.subject) FROM forgotten AS f
                     WHERE f.record_id = t.who_id AND t.subject <> forget_subject(t.subject)
                       AND (%3$L OR t.%2$I IN (SELECT c.record_id FROM stage_changed AS c WHERE c.object = %1$L))',
                   p_object, target_key(p_object), p_whole);
    GET DIAGNOSTICS amount = ROW_COUNT;
  ELSIF p_object = 'event_relation' THEN
    UPDATE event AS t SET subject = forget_subject(t.subject)
      FROM event_relation AS r
      JOIN forgotten AS f ON f.record_id = r.person_id AND f.object <> 'crm_user'
     WHERE r.event_id = t.event_id AND t.subject <> forget_subject(t.subject);
    GET DIAGNOSTICS amount = ROW_COUNT;
  ELSIF p_object IN ('email_message', 'email_relation') THEN
    UPDATE email_relation AS t SET address = forgotten_email(f.record_id)
      FROM forgotten AS f
     WHERE f.record_id = t.person_id AND t.address <> forgotten_email(f.record_id)
       AND (p_whole OR t.relation_id IN (SELECT c.record_id FROM stage_changed AS c WHERE c.object = 'email_relation'));
    GET DIAGNOSTICS amount = ROW_COUNT;
    UPDATE email_relation AS t SET address = forget_addresses(t.address)
     WHERE t.address <> forget_addresses(t.address)
       AND (p_whole OR t.relation_id IN (SELECT c.record_id FROM stage_changed AS c WHERE c.object = 'email_relation'));
    GET DIAGNOSTICS part = ROW_COUNT;
    amount := amount + part;
    UPDATE email_message AS t
       SET from_address = forget_addresses(t.from_address), to_address = forget_addresses(t.to_address),
           cc_address = forget_addresses(t.cc_address)
     WHERE (t.from_address, t.to_address, t.cc_address)
           IS DISTINCT FROM (forget_addresses(t.from_address), forget_addresses(t.to_address), forget_addresses(t.cc_address))
       AND (p_whole OR t.message_id IN (SELECT c.record_id FROM stage_changed AS c WHERE c.object = 'email_message'));
    GET DIAGNOSTICS part = ROW_COUNT;
    amount := amount + part;
    UPDATE email_message AS t SET subject = forget_subject(t.subject)
     WHERE t.subject <> forget_subject(t.subject)
       AND (EXISTS (SELECT FROM email_relation AS r JOIN forgotten AS f ON f.record_id = r.person_id
                     WHERE r.message_id = t.message_id AND f.object <> 'crm_user')
            OR EXISTS (SELECT FROM task AS k JOIN forgotten AS f ON f.record_id = k.who_id WHERE k.task_id = t.activity_id)
            OR concat(t.from_address, t.to_address, t.cc_address) ~ '(?:003|00q)\w+@forgotten\.invalid')
       AND (p_whole OR t.message_id IN (SELECT c.record_id FROM stage_changed AS c WHERE c.object = 'email_message'));
    GET DIAGNOSTICS part = ROW_COUNT;
    amount := amount + part;
  END IF;
  RETURN amount;
END $$;

CREATE OR REPLACE FUNCTION merge_object(p_object text, p_seen timestamptz, p_whole boolean) RETURNS bigint LANGUAGE plpgsql
SET enable_mergejoin = off AS $$
DECLARE
  amount bigint;
  is_first boolean;
BEGIN
  PERFORM source_view_make(p_object);
  PERFORM merge_read(p_object);
  is_first := target_is_empty(p_object);
  IF is_first THEN
    PERFORM forget_staged(p_object);
    BEGIN
      amount := merge_first(p_object);
    EXCEPTION WHEN unique_violation THEN
      PERFORM merge_newest(p_object);
      amount := merge_first(p_object);
    END;
  ELSE
    PERFORM merge_skip_blanked(p_object);
    PERFORM merge_latest(p_object);
    PERFORM forget_staged(p_object);
    amount := CASE WHEN target_table(p_object) = p_object THEN merge_rows(p_object) ELSE merge_versions(p_object, p_seen) END;
    PERFORM merge_hashes(p_object);
    IF p_whole THEN
      amount := amount + merge_vanished(p_object, p_seen);
    END IF;
  END IF;
  EXECUTE format('DROP TABLE %I', 'merge_' || p_object);
  PERFORM forget_merged(p_object, is_first);
  RETURN amount;
END $$;

-- ---- forgetting

-- The records that are one person's: what was merged into them, or they into, and what a
-- lead became.
CREATE FUNCTION forget_ids(p_ids text[]) RETURNS TABLE (record_id text, object text) LANGUAGE sql STABLE AS $$
  WITH RECURSIVE same AS (
    SELECT i.id COLLATE "C" AS id FROM unnest(p_ids) AS i (id)
     UNION
    SELECT CASE WHEN l.one = s.id THEN l.other ELSE l.one END
      FROM same AS s
      JOIN (SELECT m.loser_id AS one, m.master_id AS other FROM record_master AS m
             UNION
            SELECT v.lead_id, v.converted_contact_id FROM lead_version AS v WHERE v.converted_contact_id IS NOT NULL
             UNION
            SELECT v.contact_id, v.master_id FROM contact_version AS v WHERE v.master_id IS NOT NULL
             UNION
            SELECT v.lead_id, v.master_id FROM lead_version AS v WHERE v.master_id IS NOT NULL) AS l ON s.id IN (l.one, l.other)
  )
  SELECT id, CASE WHEN EXISTS (SELECT FROM contact_version AS c WHERE c.contact_id = id) THEN 'contact'
                  WHEN EXISTS (SELECT FROM lead_version AS l WHERE l.lead_id = id) THEN 'lead' ELSE 'crm_user' END
    FROM same
$$;

-- The words that name the person wherever they stand. Names of one word, and short ones,
-- stand in others' texts by chance, as short numbers do.
CREATE FUNCTION forget_words() RETURNS void LANGUAGE sql AS $$
  INSERT INTO stage_forget (kind, words)
  WITH person AS (
    SELECT v.name, v.first_name, v.last_name, v.email, NULL AS username, v.mobile, v.custom || v.extra AS more
      FROM contact_version AS v JOIN forgotten AS f ON f.record_id = v.contact_id
     UNION ALL
    SELECT v.name, v.first_name, v.last_name, v.email, NULL, NULL, v.custom || v.extra
      FROM lead_version AS v JOIN forgotten AS f ON f.record_id = v.lead_id
     UNION ALL
    SELECT v.name, NULL, NULL, v.email, v.username, NULL, v.custom || v.extra
      FROM crm_user_version AS v JOIN forgotten AS f ON f.record_id = v.user_id
  ), word AS (
    SELECT 'name' AS kind, unnest(ARRAY[name, first_name || ' ' || last_name, last_name || ', ' || first_name, last_name || ' ' || first_name]) AS words FROM person
     UNION
    SELECT 'name', file_word(name) FROM person WHERE name LIKE '% %'
     UNION
    SELECT 'address', unnest(ARRAY[email, username]) FROM person
     UNION
    SELECT 'other', mobile FROM person
     UNION
    SELECT 'other', e.value FROM person, jsonb_each_text(more) AS e WHERE e.value ~ '@|\w\.\w\S*/\w|\d[\d ()/-]{6,}' AND e.value !~ '^\d{4}-\d\d-\d\d'
  )
  SELECT DISTINCT kind, btrim(words) FROM word
   WHERE length(btrim(words)) >= 6 AND words !~ '\(forgotten\)|@forgotten\.invalid|^forgotten$'
     AND (kind <> 'name' OR btrim(words) ~ '[ -]') AND (kind <> 'other' OR words !~ '^\s*\d{1,8}(\.\d+)?\s*$')
$$;

-- All of them as one pattern, NULL where there are none.
CREATE FUNCTION forget_pattern() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT string_agg(regexp_replace(words, '([^[:alnum:][:space:]])', '\\\1', 'g'), '|' ORDER BY length(words) DESC, words)
    FROM (SELECT words FROM stage_forget WHERE kind IN ('name', 'address', 'other')
           UNION SELECT btrim(to_jsonb(words)::text, '"') FROM stage_forget WHERE kind IN ('name', 'address', 'other')) AS w
$$;

-- A JSON's strings without the words: what is no string, and every name, stays.
CREATE FUNCTION forget_json(p_json jsonb, p_pattern text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE jsonb_typeof(p_json)
           WHEN 'string' THEN to_jsonb(regexp_replace(p_json #>> '{}', p_pattern, '(forgotten)', 'gi'))
           WHEN 'object' THEN (SELECT coalesce(jsonb_object_agg(e.key, forget_json(e.value, p_pattern)), '{}') FROM jsonb_each(p_json) AS e)
           WHEN 'array' THEN (SELECT coalesce(jsonb_agg(forget_json(e.value, p_pattern) ORDER BY e.place), '[]')
                                FROM jsonb_array_elements(p_json) WITH ORDINALITY AS e (value, place))
           ELSE p_json END
$$;

-- Columns whose words checks and the store itself go by. Anybody may call himself by one of
-- them: the person's own record is blanked, the words stay.
CREATE FUNCTION forget_spares(p_table name, p_column name) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN p_table IN ('check_catalogue', 'check_column', 'night_check', 'described_field', 'source_field', 'required_field_default', 'country_name',
                   'opportunity_stage', 'lead_status', 'user_role', 'forgotten', 'forgotten_address', 'forgotten_word')
       OR p_column IN ('check_id', 'record_type', 'state', 'status', 'status_code', 'stage', 'kind', 'type', 'subtype', 'call_type', 'user_type',
                       'access', 'rating', 'source', 'lead_source', 'industry', 'priority', 'object', 'sobject', 'field', 'channel', 'result',
                       'severity', 'developer_name', 'zone', 'rhythm', 'show_as', 'format', 'unit')
       OR p_table = 'crm_user_version' AND p_column IN ('name', 'username', 'email', 'alias');

-- Who has the name and not the address is somebody else of that name: what this record is called stays.
CREATE FUNCTION forget_namesake(p_table name, p_column name, p_pattern text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE WHEN p_table IN ('contact_version', 'lead_version') AND p_column IN ('name', 'first_name', 'last_name')
            THEN format('coalesce(t.email !~* %L, true)', p_pattern) ELSE 'false' END;

-- Takes the words out of every text, list and JSON of one table. How many rows held any.
-- What is part of a key differs afterwards where it did.
CREATE FUNCTION forget_scrub(p_table name, p_pattern text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  sets text;
  holds text;
  amount bigint := 0;
BEGIN
  SELECT string_agg(CASE WHEN atttypid = 'jsonb'::regtype THEN format('%1$I = forget_json(t.%1$I, %2$L)', attname, p_pattern)
                         WHEN EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = attrelid AND i.indisunique AND attnum = ANY (i.indkey))
                           THEN format('%1$I = CASE WHEN t.%1$I ~* %2$L THEN regexp_replace(t.%1$I, %2$L, ''(forgotten)'', ''gi'') || '' '' || left(forgotten_hash(t.%1$I), 8)
                                                    ELSE t.%1$I END', attname, p_pattern)
                         ELSE format('%1$I = CASE WHEN %4$s THEN t.%1$I ELSE regexp_replace(t.%1$I::text, %2$L, ''(forgotten)'', ''gi'')::%3$s END',
                                     attname, p_pattern, format_type(atttypid, NULL), forget_namesake(p_table, attname, p_pattern)) END, ', '),
         string_agg(CASE WHEN atttypid = 'jsonb'::regtype THEN format('(t.%1$I::text ~* %2$L AND t.%1$I <> forget_json(t.%1$I, %2$L))', attname, p_pattern)
                         ELSE format('(t.%I::text ~* %L AND NOT %s)', attname, p_pattern, forget_namesake(p_table, attname, p_pattern)) END, ' OR ')
    INTO sets, holds
    FROM pg_attribute
   WHERE attrelid = to_regclass(format('%I', p_table)) AND attnum > 0 AND NOT attisdropped
     AND atttypid IN ('text'::regtype, 'jsonb'::regtype, 'text[]'::regtype) AND NOT forget_spares(p_table, attname);
  IF sets IS NOT NULL AND p_pattern IS NOT NULL THEN
    EXECUTE format('UPDATE %I AS t SET %s WHERE %s', p_table, sets, holds);
    GET DIAGNOSTICS amount = ROW_COUNT;
  END IF;
  RETURN amount;
END $$;

-- What an object's JSON says, without the strings that are subjects of the person's.
CREATE FUNCTION forget_detail(p_detail jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_object_agg(e.key, CASE WHEN jsonb_typeof(e.value) = 'string' AND EXISTS (SELECT FROM stage_forget AS s WHERE s.kind = 'subject' AND s.words = e.value #>> '{}')
                                               THEN '"(forgotten)"' ELSE e.value END), '{}')
    FROM jsonb_each(p_detail) AS e
$$;

-- What the ledger says of the person: that something was found stays, and its numbers.
CREATE FUNCTION forget_ledger() RETURNS TABLE (name text, amount bigint) LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO stage_forget (kind, words)
  SELECT 'finding', f.finding_id::text
    FROM finding AS f
   WHERE f.record_id IN (SELECT o.record_id FROM forgotten AS o WHERE o.object <> 'crm_user'
                         UNION ALL SELECT s.words FROM stage_forget AS s WHERE s.kind = 'activity');
  UPDATE finding AS f
     SET label = '(forgotten)', why = '(forgotten)', detail = '{}',
         escalated_why = CASE f.escalated_why WHEN '' THEN '' ELSE '(forgotten)' END
   WHERE f.finding_id IN (SELECT s.words::bigint FROM stage_forget AS s WHERE s.kind = 'finding');
  GET DIAGNOSTICS amount = ROW_COUNT;
  RETURN QUERY SELECT 'finding', amount;
  UPDATE finding AS f SET detail = forget_detail(f.detail)
   WHERE f.account_id IN (SELECT s.words FROM stage_forget AS s WHERE s.kind = 'account') AND f.detail <> forget_detail(f.detail);
  GET DIAGNOSTICS amount = ROW_COUNT;
  RETURN QUERY SELECT 'finding', amount;
  UPDATE finding_event AS e SET words = '(forgotten)'
   WHERE e.words <> '' AND e.finding_id IN (SELECT s.words::bigint FROM stage_forget AS s WHERE s.kind = 'finding');
  GET DIAGNOSTICS amount = ROW_COUNT;
  RETURN QUERY SELECT 'finding_event', amount;
  UPDATE waiver AS w
     SET reason = '(forgotten)', withdrawn_why = CASE WHEN w.withdrawn_why IN ('', 'replaced') THEN w.withdrawn_why ELSE '(forgotten)' END
    FROM finding AS o
   WHERE o.finding_id IN (SELECT s.words::bigint FROM stage_forget AS s WHERE s.kind = 'finding')
     AND o.check_id = w.check_id AND o.record_id = w.record_id AND o.part = w.part AND o.rep_id = w.rep_id;
  GET DIAGNOSTICS amount = ROW_COUNT;
  RETURN QUERY SELECT 'waiver', amount;
  UPDATE review_decision AS d SET label = '(forgotten)', note = CASE d.note WHEN '' THEN '' ELSE '(forgotten)' END
   WHERE d.subject = 'finding' AND d.number IN (SELECT s.words::bigint FROM stage_forget AS s WHERE s.kind = 'finding');
  GET DIAGNOSTICS amount = ROW_COUNT;
  RETURN QUERY SELECT 'review_decision', amount;
END $$;

-- Forgets these persons: what is blanked, of which table, how many rows.
CREATE FUNCTION forget(p_ids text[], p_day date, p_by text) RETURNS TABLE (name text, amount bigint) LANGUAGE plpgsql AS $$
DECLARE
  one text;
  pattern text;
BEGIN
  INSERT INTO forgotten_word (word_id, word) VALUES (1, gen_random_uuid()::text) ON CONFLICT (word_id) DO NOTHING;
  INSERT INTO forgotten (record_id, object, forgotten_on, forgotten_by)
  SELECT i.record_id, i.object, p_day, p_by FROM forget_ids(p_ids) AS i
  ON CONFLICT (record_id) DO NOTHING;
  DELETE FROM stage_forget;
  PERFORM forget_words();
  INSERT INTO forgotten_address (address_hash, record_id)
  SELECT forgotten_hash(s.words), min(i.record_id COLLATE "C") FROM stage_forget AS s, forget_ids(p_ids) AS i WHERE s.kind = 'address' GROUP BY 1
  ON CONFLICT (address_hash) DO NOTHING;
  INSERT INTO stage_forget (kind, words)
  SELECT DISTINCT 'subject', a.subject FROM activity AS a JOIN forgotten AS f ON f.record_id = a.person_id
   WHERE btrim(a.subject) <> '' AND a.subject <> forget_subject(a.subject)
   UNION
  SELECT 'activity', a.activity_id FROM activity AS a JOIN forgotten AS f ON f.record_id = a.person_id
   UNION
  SELECT 'account', a.account_id FROM activity AS a JOIN forgotten AS f ON f.record_id = a.person_id WHERE a.account_id IS NOT NULL
   UNION
  SELECT 'account', c.account_id FROM contact_version AS c JOIN forgotten AS f ON f.record_id = c.contact_id WHERE c.account_id IS NOT NULL;
  pattern := forget_pattern();

  FOREACH one IN ARRAY ARRAY['contact', 'lead', 'crm_user'] LOOP
    EXECUTE format('UPDATE %1$I AS m SET %2$s FROM forget_ids($1) AS f WHERE f.record_id = m.%3$I', target_table(one), forget_columns(one, target_key(one)), target_key(one))
      USING p_ids;
    GET DIAGNOSTICS amount = ROW_COUNT;
    RETURN QUERY SELECT target_table(one), amount;
  END LOOP;
  FOREACH one IN ARRAY ARRAY['contact_history', 'lead_history', 'task', 'event', 'event_relation', 'email_message'] LOOP
    RETURN QUERY SELECT CASE one WHEN 'event_relation' THEN 'event' ELSE one END, forget_merged(one, true);
  END LOOP;
  WITH meant AS MATERIALIZED (
    SELECT a.activity_id, a.source FROM activity AS a JOIN forgotten AS f ON f.record_id = a.person_id AND f.object <> 'crm_user'
     UNION
    SELECT a.activity_id, a.source FROM activity AS a JOIN event AS e ON e.event_id = a.activity_id AND a.source = 'event' AND e.subject <> a.subject
     UNION
    SELECT a.activity_id, a.source FROM activity AS a JOIN email_message AS m ON m.message_id = a.activity_id AND a.source = 'email' AND m.subject <> a.subject
  )
  UPDATE activity AS a SET subject = forget_subject(a.subject), subject_key = subject_key(forget_subject(a.subject))
    FROM meant AS m
   WHERE m.activity_id = a.activity_id AND m.source = a.source AND a.subject <> forget_subject(a.subject);
  GET DIAGNOSTICS amount = ROW_COUNT;
  RETURN QUERY SELECT 'activity', amount;
  RETURN QUERY SELECT l.name, l.amount FROM forget_ledger() AS l;
  -- rows, not words: two addresses of one person would become one recipient, and a message's number is a hash of its
  DELETE FROM delivery AS d USING stage_forget AS s WHERE s.kind = 'address' AND lower(s.words) IN (d.recipient, d.sent_to);
  GET DIAGNOSTICS amount = ROW_COUNT;
  RETURN QUERY SELECT 'delivery', amount;
  -- for the same reason; the next run writes them anew, as the configuration has them
  DELETE FROM setting AS s WHERE s.section ~* pattern OR s.name ~* pattern;
  DELETE FROM parameter AS p WHERE p.who ~* pattern;
  FOR one IN SELECT c.relname FROM pg_class AS c
              WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE 'stage\_%'
              ORDER BY c.relname
  LOOP
    RETURN QUERY SELECT one, forget_scrub(one, pattern);
  END LOOP;
  -- a pull that was cut off begins anew
  FOR one IN SELECT c.relname FROM pg_class AS c
              WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname LIKE 'stage\_%' AND c.relname <> 'stage_forget'
              ORDER BY c.relname
  LOOP
    EXECUTE format('TRUNCATE %I', one);
  END LOOP;
END $$;
