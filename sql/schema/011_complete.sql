-- What makes a pull complete beside its rows: which fields came and went, which rows went
-- without a trace, who survived a merge, and whether source and store agree.

-- The fields of each object as the source described them last.
CREATE TABLE described_field (
  object text NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  label text NOT NULL,
  is_calculated boolean NOT NULL,
  first_seen timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  gone_since timestamptz,
  CONSTRAINT described_field_pk PRIMARY KEY (object, name)
);

-- What a description had changed in against the one before. field '' is the object itself.
CREATE TABLE drift (
  drift_id bigint GENERATED ALWAYS AS IDENTITY,
  run_id bigint NOT NULL,
  found_at timestamptz NOT NULL,
  object text NOT NULL,
  sobject text NOT NULL,
  field text NOT NULL,
  what text NOT NULL,
  old_type text NOT NULL,
  new_type text NOT NULL,
  CONSTRAINT drift_pk PRIMARY KEY (drift_id),
  CONSTRAINT drift_what_known CHECK (what IN ('appeared', 'returned', 'vanished', 'retyped'))
);
CREATE INDEX drift_run ON drift (run_id, object);

CREATE UNLOGGED TABLE stage_description (
  name text NOT NULL,
  type text NOT NULL,
  label text NOT NULL,
  is_calculated boolean NOT NULL
);

CREATE FUNCTION type_words(p_type text, p_calculated boolean) RETURNS text LANGUAGE sql IMMUTABLE
RETURN p_type || CASE WHEN p_calculated THEN ' formula' ELSE '' END;

-- The day that an instant belongs to; a run as of a day looks from the end of it.
CREATE FUNCTION day_of(p_at timestamptz) RETURNS date LANGUAGE sql STABLE
RETURN ((p_at - interval '1 microsecond') AT TIME ZONE org_zone())::date;

-- Keeps tonight's description, p_fields as [{name, type, label, calculated}], NULL where
-- the object itself is not there; p_dropped are described and yet refused by the query,
-- with commas between. A row per kind of change, in words. Another source, and what a
-- source is first seen with, is no change.
CREATE FUNCTION describe_put(p_object text, p_sobject text, p_source text, p_fields jsonb, p_dropped text,
                             p_seen timestamptz, p_run bigint)
RETURNS TABLE (what text, fields text) LANGUAGE plpgsql AS $$
DECLARE
  known boolean;
BEGIN
  IF NOT EXISTS (SELECT FROM source_state AS s WHERE s.object = p_object AND s.source = p_source) THEN
    DELETE FROM described_field AS d WHERE d.object = p_object;
  END IF;
  known := EXISTS (SELECT FROM described_field AS d WHERE d.object = p_object);
  IF p_fields IS NULL THEN
    INSERT INTO drift (run_id, found_at, object, sobject, field, what, old_type, new_type)
    SELECT p_run, p_seen, p_object, p_sobject, '', 'vanished', '', ''
      FROM source_state AS s WHERE s.object = p_object AND s.is_present AND known;
    RETURN QUERY SELECT d.what, d.sobject FROM drift AS d WHERE d.run_id = p_run AND d.object = p_object;
    RETURN;
  END IF;
  UPDATE source_field AS f SET is_present = false
   WHERE f.object = p_object AND f.field = ANY (string_to_array(p_dropped, ','));

  DELETE FROM stage_description;
  INSERT INTO stage_description (name, type, label, is_calculated)
  SELECT DISTINCT ON (f.name) f.name, f.type, f.label, f.calculated
    FROM jsonb_to_recordset(p_fields) AS f (name text, type text, label text, calculated boolean)
   WHERE f.name <> ALL (string_to_array(p_dropped, ','))
   ORDER BY f.name;
  INSERT INTO drift (run_id, found_at, object, sobject, field, what, old_type, new_type)
  SELECT p_run, p_seen, p_object, p_sobject, coalesce(s.name, d.name),
         CASE WHEN d.name IS NULL THEN 'appeared' WHEN s.name IS NULL THEN 'vanished'
              WHEN d.gone_since IS NOT NULL THEN 'returned' ELSE 'retyped' END,
         coalesce(type_words(d.type, d.is_calculated), ''), coalesce(type_words(s.type, s.is_calculated), '')
    FROM stage_description AS s
    FULL JOIN (SELECT * FROM described_field AS o WHERE o.object = p_object) AS d ON d.name = s.name
   WHERE known
     AND (d.name IS NULL OR (s.name IS NULL) <> (d.gone_since IS NOT NULL)
          OR (s.type <> '' AND d.type <> '' AND (s.type, s.is_calculated) IS DISTINCT FROM (d.type, d.is_calculated)))
   ORDER BY 5;

  INSERT INTO described_field AS d (object, name, type, label, is_calculated, first_seen, seen_at)
  SELECT p_object, s.name, s.type, s.label, s.is_calculated, p_seen, p_seen FROM stage_description AS s
  ON CONFLICT (object, name) DO UPDATE
     SET type = excluded.type, label = excluded.label, is_calculated = excluded.is_calculated,
         seen_at = excluded.seen_at, gone_since = NULL;
  UPDATE described_field AS d SET gone_since = p_seen
   WHERE d.object = p_object AND d.gone_since IS NULL AND NOT EXISTS (SELECT FROM stage_description AS s WHERE s.name = d.name);
  RETURN QUERY
  SELECT d.what,
         string_agg(d.field || CASE WHEN d.what = 'retyped' THEN format(' (%s, was %s)', d.new_type, d.old_type) ELSE '' END,
                    ', ' ORDER BY d.field)
    FROM drift AS d
   WHERE d.run_id = p_run AND d.object = p_object
   GROUP BY d.what ORDER BY d.what;
END $$;

-- Columns of ours whose field was at the source and is not now. What was read of them
-- last stays, for their emptiness now says nothing about the records.
CREATE VIEW lost_field AS
SELECT f.object, f.name, f.field, f.kind, f.place, f.is_custom, d.seen_at AS last_seen, d.gone_since
  FROM source_field AS f
  JOIN described_field AS d ON d.object = f.object AND lower(d.name) = lower(f.field) AND d.gone_since IS NOT NULL
 WHERE NOT f.is_present;

-- The view source_<object>: the stage with our names and types. Lost columns come from
-- the record in force, so that a merge finds them as they were. A lost IsDeleted alone
-- does not: a row that came is there.
CREATE OR REPLACE FUNCTION source_view_make(p_object text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  target text := target_table(p_object);
  lost text[] := ARRAY(SELECT l.name FROM lost_field AS l
                        WHERE l.object = p_object AND l.name <> 'is_deleted' AND l.place > 1);
  lost_custom text[] := ARRAY(SELECT l.name FROM lost_field AS l WHERE l.object = p_object AND l.is_custom);
  columns text;
  kept text := '';
BEGIN
  SELECT string_agg(CASE WHEN f.name <> ALL (lost) THEN format('%s AS %I', reader(f.kind, f.field), f.name)
                         WHEN f.kind = 'flag' THEN format('coalesce(t.%1$I, false) AS %1$I', f.name)
                         ELSE format('t.%I', f.name) END, ', ' ORDER BY f.place) INTO columns
    FROM source_field AS f
   WHERE f.object = p_object AND NOT f.is_custom;
  IF target <> p_object THEN
    columns := columns || format(', %s%s AS custom, jsonb_strip_nulls(to_jsonb(s.*) - %L::text[]) AS extra',
                                 CASE WHEN lost_custom <> '{}'
                                      THEN format('(SELECT coalesce(jsonb_object_agg(k.key, k.value), ''{}'') FROM jsonb_each(t.custom) AS k WHERE k.key = ANY (%L::text[])) || ', lost_custom)
                                      ELSE '' END,
                                 custom_reader(p_object),
                                 (SELECT array_agg(field) FROM source_field WHERE object = p_object));
  END IF;
  IF lost <> '{}' THEN
    SELECT format(' LEFT JOIN %I AS t ON t.%I = read_id(s.%I)%s', target, f.name, f.field,
                  CASE WHEN target <> p_object THEN ' AND t.valid_to = ''infinity''' ELSE '' END) INTO kept
      FROM source_field AS f WHERE f.object = p_object AND f.place = 1;
  END IF;
  EXECUTE format('DROP VIEW IF EXISTS %I', 'source_' || p_object);
  EXECUTE format('CREATE VIEW %I AS SELECT %s FROM %I AS s%s', 'source_' || p_object, columns, 'stage_' || p_object, kept);
END $$;

-- Per object: whether source and store agree, and when that was last looked into.
-- rows_counted is -1 where the source doesn't count; rows_vanished are those that the
-- last comparison of keys, or the last whole read, found gone.
CREATE TABLE reconciliation (
  object text NOT NULL,
  rows_counted bigint NOT NULL,
  rows_changing bigint NOT NULL,
  rows_vanished bigint NOT NULL,
  newest_stamp timestamptz,
  swept_at timestamptz,
  whole_at timestamptz,
  suspicion text NOT NULL,
  mismatch text NOT NULL,
  wants_sweep boolean NOT NULL,
  wants_whole boolean NOT NULL,
  CONSTRAINT reconciliation_pk PRIMARY KEY (object)
);

CREATE FUNCTION setting_number(p_section text, p_name text) RETURNS integer LANGUAGE sql STABLE
RETURN setting_value(p_section, p_name)::integer;

-- Whether so many nights have passed; half a day's grace, for nights begin at different
-- hours. 0 nights is never.
CREATE FUNCTION nights_passed(p_since timestamptz, p_now timestamptz, p_nights integer) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN p_nights > 0 AND coalesce(p_now - p_since >= make_interval(days => p_nights) - interval '12 hours', true);

-- Mapped columns of ours that are formulas or roll-ups: a change of them moves no stamp.
CREATE VIEW formula_field AS
SELECT f.object, f.name, f.field
  FROM source_field AS f
  JOIN described_field AS d ON d.object = f.object AND d.name = f.field
 WHERE d.is_calculated AND f.is_present;

-- Why an object is to be read whole tonight though it has a mark, NULL where it isn't,
-- and whether its keys are to be compared. p_fields as in describe_put().
CREATE FUNCTION complete_due(p_object text, p_fields jsonb, p_seen timestamptz, OUT whole_because text, OUT sweep boolean)
LANGUAGE sql STABLE AS $$
  WITH asked AS (
    SELECT s.name, s.type, s.calculated
      FROM jsonb_to_recordset(p_fields) AS s (name text, type text, calculated boolean)
      JOIN source_field AS f ON f.object = p_object AND lower(f.field) = lower(s.name)
  ), last AS (
    SELECT r.* FROM (SELECT) AS one LEFT JOIN reconciliation AS r ON r.object = p_object
  )
  SELECT CASE WHEN last.wants_whole THEN 'the last comparison missed rows here'
              WHEN EXISTS (SELECT FROM asked AS a JOIN described_field AS d ON d.object = p_object AND d.name = a.name
                            WHERE d.type <> '' AND a.type <> '' AND (d.type, d.is_calculated) IS DISTINCT FROM (a.type, a.calculated))
                THEN 'a field changed its type'
              WHEN EXISTS (SELECT FROM asked WHERE calculated)
               AND nights_passed(last.whole_at, p_seen, setting_number('salesforce', 'formula_nights'))
                THEN 'formula fields move no stamp' END,
         setting_number('salesforce', 'sweep_nights') > 0
           AND (coalesce(last.wants_sweep, false)
                OR nights_passed(last.swept_at, p_seen, setting_number('salesforce', 'sweep_nights')))
    FROM last
$$;

-- Whether so many rows gone out of so many are rather a right lost, or a source cut short.
CREATE FUNCTION too_many_gone(p_gone bigint, p_held bigint) RETURNS boolean LANGUAGE sql STABLE
RETURN p_held >= 100 AND p_gone * 100 > p_held * setting_number('pull', 'most_vanished');

CREATE FUNCTION suspicion_words(p_left bigint, p_held bigint) RETURNS text LANGUAGE sql STABLE
RETURN format('the login suddenly sees %s of %s rows; if they are really gone, raise [pull] most_vanished for a night',
              p_left, p_held);

-- The same of a whole read of so many rows, by what was here before it.
CREATE FUNCTION whole_suspicion(p_object text, p_read bigint) RETURNS text LANGUAGE sql STABLE
RETURN coalesce((SELECT suspicion_words(p_read, s.rows_here) FROM source_state AS s
                  WHERE s.object = p_object AND too_many_gone(s.rows_here - p_read, s.rows_here)), '');

-- The keys at the source, and the records that are to be marked because of them.
CREATE UNLOGGED TABLE stage_key (
  record_id text COLLATE "C" NOT NULL,
  is_live boolean NOT NULL,
  stamp timestamptz
);
CREATE UNLOGGED TABLE stage_mark (
  record_id text COLLATE "C" NOT NULL
);

-- Marks the records of stage_mark deleted, or alive again; from p_seen on in a table
-- with history.
CREATE FUNCTION mark_rows(p_object text, p_seen timestamptz, p_deleted boolean) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  target text := target_table(p_object);
  key text;
  names text;
  amount bigint;
BEGIN
  SELECT name INTO key FROM source_field WHERE object = p_object AND place = 1;
  IF target = p_object THEN
    EXECUTE format('UPDATE %1$I AS t SET is_deleted = %2$L FROM stage_mark AS m
                     WHERE m.record_id = t.%3$I AND t.is_deleted <> %2$L', target, p_deleted, key);
  ELSE
    SELECT string_agg(format('%I', attname), ', ' ORDER BY attnum) INTO names
      FROM pg_attribute
     WHERE attrelid = to_regclass(format('%I', target)) AND attnum > 0 AND NOT attisdropped
       AND attname NOT IN ('valid_from', 'valid_to', 'is_deleted');
    EXECUTE format(
      'INSERT INTO %1$I (%2$s, is_deleted, valid_from, valid_to)
       SELECT %2$s, %3$L, greatest(valid_from, %4$L::timestamptz), ''infinity''
         FROM %1$I JOIN stage_mark ON record_id = %5$I
        WHERE valid_to = ''infinity'' AND is_deleted <> %3$L
       ON CONFLICT (%5$I, valid_from) DO UPDATE SET is_deleted = excluded.is_deleted',
      target, names, p_deleted, p_seen, key);
  END IF;
  GET DIAGNOSTICS amount = ROW_COUNT;
  IF target <> p_object THEN
    EXECUTE format(
      'UPDATE %1$I AS t SET valid_to = n.valid_from FROM %1$I AS n, stage_mark AS m
        WHERE n.%2$I = m.record_id AND t.%2$I = m.record_id AND n.valid_to = ''infinity'' AND t.valid_to = ''infinity''
          AND n.valid_from > t.valid_from', target, key);
  END IF;
  INSERT INTO stage_changed (object, record_id) SELECT p_object, record_id FROM stage_mark;
  RETURN amount;
END $$;

-- Compares the keys of stage_sweep_<object>, read in this very run, with what we hold.
-- Rows that came in this run are left alone, whatever the sweep says of them. missing are
-- rows that lie well before p_mark at the source and are not here as they are there: an
-- hour, for rows show later than their stamps say.
CREATE FUNCTION sweep_apply(p_object text, p_seen timestamptz, p_mark timestamptz,
                            OUT gone bigint, OUT back bigint, OUT missing bigint, OUT suspicion text) LANGUAGE plpgsql AS $$
DECLARE
  id source_field;
  held text;
  amount bigint;
BEGIN
  SELECT * INTO id FROM source_field WHERE object = p_object AND place = 1;
  held := format(CASE WHEN target_table(p_object) = p_object THEN 'SELECT %2$I AS record_id, is_deleted, stamp FROM %1$I'
                      ELSE 'SELECT %2$I AS record_id, is_deleted, stamp FROM %1$I WHERE valid_to = ''infinity''' END,
                 target_table(p_object), id.name);
  DELETE FROM stage_key;
  EXECUTE format('INSERT INTO stage_key (record_id, is_live, stamp)
                  SELECT read_id(s.%1$I), bool_or(%2$s), max(%3$s) FROM %4$I AS s WHERE read_id(s.%1$I) IS NOT NULL GROUP BY 1',
                 id.field,
                 coalesce((SELECT format('NOT coalesce(read_bool(s.%I), false)', field) FROM source_field
                            WHERE object = p_object AND name = 'is_deleted' AND is_present), 'true'),
                 coalesce((SELECT format('read_instant(s.%I)', field) FROM source_field
                            WHERE object = p_object AND name = 'stamp' AND is_present), 'NULL::timestamptz'),
                 'stage_sweep_' || p_object);
  ANALYZE stage_key;

  DELETE FROM stage_mark;
  EXECUTE format('INSERT INTO stage_mark (record_id)
                  SELECT h.record_id FROM (%1$s) AS h
                   WHERE NOT h.is_deleted
                     AND NOT EXISTS (SELECT FROM stage_key AS k WHERE k.record_id = h.record_id AND k.is_live)
                     AND NOT EXISTS (SELECT FROM %2$I AS s WHERE read_id(s.%3$I) = h.record_id)',
                 held, 'stage_' || p_object, id.field);
  GET DIAGNOSTICS gone = ROW_COUNT;
  EXECUTE format('SELECT count(*) FROM (%s) AS h WHERE NOT h.is_deleted', held) INTO amount;
  suspicion := '';
  IF too_many_gone(gone, amount) THEN
    suspicion := suspicion_words(amount - gone, amount);
    gone := 0;
  ELSE
    gone := mark_rows(p_object, p_seen, true);
  END IF;

  EXECUTE format('SELECT count(*) FROM stage_key AS k LEFT JOIN (%s) AS h USING (record_id)
                   WHERE k.is_live AND k.stamp < $1 - interval ''1 hour'' AND h.stamp IS DISTINCT FROM k.stamp', held)
     INTO missing USING p_mark;
  DELETE FROM stage_mark;
  EXECUTE format('INSERT INTO stage_mark (record_id)
                  SELECT h.record_id FROM (%1$s) AS h JOIN stage_key AS k USING (record_id)
                   WHERE h.is_deleted AND k.is_live
                     AND NOT EXISTS (SELECT FROM %2$I AS s WHERE read_id(s.%3$I) = h.record_id)',
                 held, 'stage_' || p_object, id.field);
  back := mark_rows(p_object, p_seen, false);
  EXECUTE format('DROP TABLE %I', 'stage_sweep_' || p_object);
END $$;

CREATE FUNCTION newest_stamp(p_object text) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
DECLARE
  newest timestamptz;
BEGIN
  EXECUTE format('SELECT max(stamp) FROM %I', target_table(p_object)) INTO newest;
  RETURN newest;
END $$;

-- Keeps what a pull of an object showed, and says in words what does not fit: '' where
-- all does. p_counted is the source's own count of live rows, p_changing how many of its
-- rows changed since the end of our reading: by so many the two may differ. p_sweep is
-- 'whole', 'keys' or ''. A mismatch that a comparison of tonight did not explain away
-- is compared again when the next one is due, not every night.
CREATE FUNCTION reconcile(p_object text, p_seen timestamptz, p_counted bigint, p_changing bigint, p_sweep text,
                          p_vanished bigint, p_missing bigint, p_suspicion text, p_changed boolean)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  held bigint;
  words text := '';
BEGIN
  SELECT rows_here INTO held FROM source_state WHERE object = p_object;
  IF p_suspicion = '' AND p_counted >= 0 AND abs(p_counted - held) > greatest(p_changing, 0) THEN
    words := format('the source counts %s rows, here are %s; %s', p_counted, held,
                    CASE WHEN p_missing > 0 THEN 'the next pull reads all of them'
                         WHEN p_sweep = '' THEN 'the next pull compares them by id'
                         ELSE 'reading all of it did not mend that: see what the login may see' END);
  ELSIF p_missing > 0 THEN
    words := format('%s at the source and not so here; the next pull reads all of them', counted(p_missing, 'row'));
  END IF;
  INSERT INTO reconciliation AS r (object, rows_counted, rows_changing, rows_vanished, newest_stamp, swept_at, whole_at, suspicion,
                                   mismatch, wants_sweep, wants_whole)
  VALUES (p_object, p_counted, p_changing, p_vanished, newest_stamp(p_object), CASE WHEN p_sweep <> '' THEN p_seen END,
          CASE WHEN p_sweep = 'whole' THEN p_seen END, p_suspicion, words,
          (words <> '' AND p_sweep = '') OR (p_suspicion <> '' AND p_sweep = 'keys'),
          p_missing > 0 OR (p_suspicion <> '' AND p_sweep = 'whole'))
  ON CONFLICT (object) DO UPDATE
     SET rows_counted = excluded.rows_counted, rows_changing = excluded.rows_changing,
         rows_vanished = CASE WHEN p_sweep = '' THEN r.rows_vanished ELSE excluded.rows_vanished END,
         newest_stamp = CASE WHEN p_changed THEN excluded.newest_stamp ELSE r.newest_stamp END,
         swept_at = coalesce(excluded.swept_at, r.swept_at), whole_at = coalesce(excluded.whole_at, r.whole_at),
         suspicion = CASE WHEN p_sweep = '' THEN r.suspicion ELSE excluded.suspicion END,
         mismatch = excluded.mismatch,
         wants_sweep = excluded.wants_sweep OR (p_sweep = '' AND (r.wants_sweep OR r.suspicion <> '')),
         wants_whole = excluded.wants_whole OR (p_sweep <> 'whole' AND r.wants_whole);
  RETURN words;
END $$;

-- Who stands for a record that was merged away: the end of its chain of masters, from
-- when we saw that. Masters in a circle stand for nobody.
CREATE TABLE record_master (
  loser_id text COLLATE "C" NOT NULL,
  master_id text COLLATE "C" NOT NULL,
  merged_at timestamptz NOT NULL,
  CONSTRAINT record_master_pk PRIMARY KEY (loser_id)
);
CREATE INDEX record_master_master ON record_master (master_id);
CREATE INDEX account_version_merged ON account_version (account_id) WHERE master_id IS NOT NULL;
CREATE INDEX contact_version_merged ON contact_version (contact_id) WHERE master_id IS NOT NULL;
CREATE INDEX lead_version_merged ON lead_version (lead_id) WHERE master_id IS NOT NULL;

CREATE VIEW merged_record AS
WITH RECURSIVE merged AS (
  SELECT account_id AS loser_id, master_id, valid_from FROM account_version
   WHERE master_id IS NOT NULL AND is_deleted AND valid_to = 'infinity'
  UNION ALL
  SELECT contact_id, master_id, valid_from FROM contact_version
   WHERE master_id IS NOT NULL AND is_deleted AND valid_to = 'infinity'
  UNION ALL
  SELECT lead_id, master_id, valid_from FROM lead_version
   WHERE master_id IS NOT NULL AND is_deleted AND valid_to = 'infinity'
), chain AS (
  SELECT loser_id, master_id, valid_from FROM merged
  UNION ALL
  SELECT c.loser_id, m.master_id, c.valid_from FROM chain AS c JOIN merged AS m ON m.loser_id = c.master_id
) CYCLE master_id SET is_cycle USING path
SELECT loser_id, master_id, valid_from AS merged_at
  FROM chain AS c
 WHERE NOT is_cycle AND master_id <> loser_id
   AND NOT EXISTS (SELECT FROM merged AS m WHERE m.loser_id = c.master_id);

-- Brings record_master up to date, and names the activities that lead elsewhere by it.
CREATE FUNCTION masters_refresh() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  amount bigint;
BEGIN
  DELETE FROM stage_mark;
  WITH gone AS (
    DELETE FROM record_master AS r
     WHERE NOT EXISTS (SELECT FROM merged_record AS m WHERE m.loser_id = r.loser_id AND m.master_id = r.master_id)
    RETURNING loser_id, master_id
  )
  INSERT INTO stage_mark (record_id) SELECT unnest(ARRAY[loser_id, master_id]) FROM gone;
  WITH fresh AS (
    INSERT INTO record_master (loser_id, master_id, merged_at)
    SELECT m.loser_id, m.master_id, m.merged_at FROM merged_record AS m
     WHERE NOT EXISTS (SELECT FROM record_master AS r WHERE r.loser_id = m.loser_id)
    RETURNING loser_id
  )
  INSERT INTO stage_mark (record_id) SELECT loser_id FROM fresh;
  INSERT INTO stage_changed (object, record_id)
  SELECT a.source, a.activity_id FROM activity AS a JOIN stage_mark AS m ON m.record_id = a.person_id
   UNION
  SELECT a.source, a.activity_id FROM activity AS a JOIN stage_mark AS m ON m.record_id = a.account_id;
  GET DIAGNOSTICS amount = ROW_COUNT;
  RETURN amount;
END $$;

-- Puts p_view's definition under another name and makes p_view show the same with ids of
-- merged records replaced by their masters', whatever its columns are by now.
CREATE FUNCTION view_follow_masters(p_view text, p_raw text, p_ids text[], p_when text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  columns text;
  joins text;
BEGIN
  SELECT string_agg(CASE WHEN attname = ANY (p_ids) THEN format('coalesce(m_%1$s.master_id, r.%1$I) AS %1$I', attname)
                         ELSE format('r.%I', attname) END, ', ' ORDER BY attnum),
         string_agg(format('LEFT JOIN record_master AS m_%1$s ON m_%1$s.loser_id = r.%1$I AND ' || p_when, attname), ' ')
           FILTER (WHERE attname = ANY (p_ids))
    INTO columns, joins
    FROM pg_attribute WHERE attrelid = to_regclass(p_view) AND attnum > 0 AND NOT attisdropped;
  EXECUTE format('CREATE VIEW %I AS %s', p_raw, pg_get_viewdef(to_regclass(p_view)));
  EXECUTE format('CREATE OR REPLACE VIEW %I AS SELECT %s FROM %I AS r %s', p_view, columns, p_raw, joins);
END $$;
-- activities are as of now, and so found by index under the master's id
SELECT view_follow_masters('activity_source', 'activity_source_raw', '{person_id,account_id}', 'true');
SELECT view_follow_masters('activity_source_staged', 'activity_source_staged_raw', '{person_id,account_id}', 'true');
SELECT view_follow_masters('activity_seen', 'activity_seen_raw', '{account_id}', 'm_%1$s.merged_at <= as_of()');
SELECT view_follow_masters('opportunity', 'opportunity_raw', '{account_id}', 'm_%1$s.merged_at <= as_of()');
DROP FUNCTION view_follow_masters;

-- The deals of an account, and of those merged into it, each found by index.
CREATE OR REPLACE VIEW customer AS
SELECT a.account_id
  FROM account AS a
 WHERE EXISTS (SELECT FROM setting_list('accounts', 'customer_types') AS t
                WHERE lower(a.type) = lower(t) OR lower(a.type) LIKE lower(t) || ' -%')
    OR EXISTS (SELECT FROM opportunity_raw AS o
                WHERE o.account_id = a.account_id AND o.is_won AND o.close_date <= as_of_day())
    OR EXISTS (SELECT FROM record_master AS m JOIN opportunity_raw AS o ON o.account_id = m.loser_id
                WHERE m.master_id = a.account_id AND m.merged_at <= as_of() AND o.is_won AND o.close_date <= as_of_day());

-- Why a finding is closed when its check did not say so: '' is that it did.
ALTER TABLE finding ADD COLUMN closed_why text NOT NULL DEFAULT '';
ALTER TABLE finding ADD CONSTRAINT finding_closed_why_known CHECK (closed_why IN ('', 'record gone', 'record merged'));

-- Records that are deleted at the run's instant, as findings name them.
CREATE VIEW gone_record AS
SELECT 'account' AS record_type, account_id AS record_id, master_id
  FROM account_version WHERE valid_from <= as_of() AND valid_to > as_of() AND is_deleted
UNION ALL
SELECT 'contact', contact_id, master_id
  FROM contact_version WHERE valid_from <= as_of() AND valid_to > as_of() AND is_deleted
UNION ALL
SELECT 'lead', lead_id, master_id
  FROM lead_version WHERE valid_from <= as_of() AND valid_to > as_of() AND is_deleted
UNION ALL
SELECT 'opportunity', opportunity_id, NULL
  FROM opportunity_version WHERE valid_from <= as_of() AND valid_to > as_of() AND is_deleted;

-- How an object stands, as coverage, status and the checks' needs tell it.
CREATE VIEW object_standing AS
SELECT s.object, s.sobject, s.source, s.is_present, s.rows_here, s.pulled_at, r.rows_counted, r.rows_vanished, r.newest_stamp,
       r.swept_at, r.whole_at, coalesce(r.suspicion, '') AS suspicion, coalesce(r.mismatch, '') AS mismatch,
       (SELECT string_agg(l.field, ', ' ORDER BY l.place) FROM lost_field AS l WHERE l.object = s.object) AS lost_fields,
       (SELECT string_agg(f.field, ', ' ORDER BY f.name) FROM formula_field AS f WHERE f.object = s.object) AS formula_fields,
       EXISTS (SELECT FROM described_field AS d WHERE d.object = s.object) AND NOT s.is_present AS is_lost
  FROM source_state AS s
  LEFT JOIN reconciliation AS r USING (object);
