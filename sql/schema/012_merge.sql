-- The merge, fast enough for a million rows a night. Every row of a target knows the hash
-- of the staged row that it was made from: a staged row whose key and hash are known is
-- not looked at again. What is left is read by quick readers, which know the CRM's own
-- forms alone and so can run on all cores; a row with anything else in it is odd, and is
-- read once more by the readers of 001. An empty target is loaded first and indexed then.

-- The parts of a date or instant in the CRM's own form. Looking up a part in a list of all
-- that are valid is several times cheaper than a pattern, and as strict. 29 February is left
-- to the careful reader.
CREATE FUNCTION common_years() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT year::text FROM generate_series(1900, 2199) AS year);
CREATE FUNCTION common_days(p_tail text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT to_char(day, '-MM-DD') || p_tail
               FROM generate_series(timestamp '2001-01-01', '2001-12-31', interval '1 day') AS day);
CREATE FUNCTION common_minutes() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT to_char(minute, 'HH24:MI')
               FROM generate_series(timestamp '2001-01-01 00:00', '2001-01-01 23:59', interval '1 minute') AS minute);
CREATE FUNCTION common_seconds() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT to_char(second, ':FM00') || zone
               FROM generate_series(0, 59) AS second, unnest('{.000Z,.000+0000,Z,+0000}'::text[]) AS zone);

CREATE FUNCTION is_common_instant(t text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT left(t, 4) = ANY (common_years()) AND substr(t, 5, 7) = ANY (common_days('T'))
         AND substr(t, 12, 5) = ANY (common_minutes()) AND substr(t, 17) = ANY (common_seconds())
$$;
CREATE FUNCTION is_common_date(t text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT left(t, 4) = ANY (common_years()) AND substr(t, 5) = ANY (common_days(''))
$$;

-- NULL where the form is another; the readers of 001 catch exceptions, which no parallel
-- worker may.
CREATE FUNCTION quick_instant(t text) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN is_common_instant(t) THEN t::timestamptz END
$$;
CREATE FUNCTION quick_date(t text) RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN is_common_date(t) THEN t::date END
$$;

ALTER FUNCTION id_suffix(text) PARALLEL SAFE;
ALTER FUNCTION read_number(text) PARALLEL SAFE;
CREATE OR REPLACE FUNCTION read_id(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
           WHEN octet_length(t) = 18 AND position(' ' IN t) = 0 AND t <> '000000000000000AAA' THEN t
           WHEN t IS NULL OR btrim(t) = '' OR btrim(t) ~ '^0{12}000(AAA)?$' OR length(t) > 64 THEN NULL
           WHEN btrim(t) ~ '^[0-9a-zA-Z]{15}$' AND t ~ '[0-9]' AND btrim(t) !~ 'Ref[0-9]+$' THEN btrim(t) || id_suffix(btrim(t))
           ELSE btrim(t)
         END
$$;
CREATE OR REPLACE FUNCTION read_bool(t text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
           WHEN t = 'false' THEN false
           WHEN t = 'true' OR lower(btrim(t)) IN ('true', '1', 'yes', 't', 'y') THEN true
           WHEN lower(btrim(t)) IN ('false', '0', 'no', 'f', 'n') THEN false
         END
$$;
CREATE OR REPLACE FUNCTION read_instant(t text) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE
           WHEN t IS NULL THEN NULL
           WHEN is_common_instant(t) THEN t::timestamptz
           WHEN t ~ '^(1[7-9]|[23]\d)\d\d-((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8]))T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|\+00:?00)$'
             THEN t::timestamptz
           ELSE read_odd_instant(t)
         END
$$;
CREATE OR REPLACE FUNCTION read_date(t text) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT CASE
           WHEN t IS NULL THEN NULL
           WHEN is_common_date(t) THEN t::date
           WHEN t ~ '^(1[7-9]|[23]\d)\d\d-((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8]))$'
             THEN t::date
           ELSE read_odd_date(t)
         END
$$;

-- Every table of records has it; a table that a later migration makes brings it along.
DO $$
DECLARE
  target name;
BEGIN
  FOR target IN SELECT c.relname FROM pg_class AS c
                 WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
                   AND 2 = (SELECT count(*) FROM pg_attribute AS a
                             WHERE a.attrelid = c.oid AND a.attname IN ('is_deleted', 'stamp'))
                 ORDER BY 1
  LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN IF NOT EXISTS row_hash bigint', target);
  END LOOP;
END $$;

CREATE FUNCTION target_key(p_object text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT name FROM source_field WHERE object = p_object AND place = 1
$$;

-- Our columns of an object with what fills them. A field that the source does not show any
-- more leaves what is here as it was. is_deleted does not: a row that is read is there,
-- unless the source says otherwise.
CREATE FUNCTION merge_columns(p_object text)
RETURNS TABLE (name text, field text, kind text, place integer, is_tracked boolean, is_read boolean) LANGUAGE sql STABLE AS $$
  SELECT name, field, kind, place, is_tracked, is_present OR name = 'is_deleted'
    FROM source_field
   WHERE object = p_object AND NOT is_custom
$$;

-- What a row's reading hangs on besides its text: the fields and what becomes of them, the
-- columns of the stage, the zones. "readers 1" becomes another word when a reader's result
-- changes.
CREATE FUNCTION merge_seed(p_object text) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT hashtextextended(format('readers 1 %s %s %s %s', org_zone(), files_zone(),
           (SELECT string_agg(concat_ws(' ', name, field, kind, is_tracked, is_custom, is_present), ',' ORDER BY name)
              FROM source_field WHERE object = p_object),
           (SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute
             WHERE attrelid = to_regclass(format('%I', 'stage_' || p_object)) AND attnum > 0 AND NOT attisdropped)), 0)
$$;

-- The hash of a staged row: of the fields that we keep, or of all where the rest goes to
-- "extra". REST and Bulk write the same instant in two ways, which count as one.
CREATE FUNCTION row_hasher(p_object text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT format('hash_record_extended(ROW(%s), %s)',
                string_agg(CASE WHEN kind = 'instant'
                                THEN format('CASE WHEN octet_length(s.%1$I) = 28 AND s.%1$I LIKE ''%%.000+0000'' THEN left(s.%1$I, 23) || ''Z'' ELSE s.%1$I END', field)
                                ELSE format('s.%I', field) END, ', ' ORDER BY field COLLATE "C"),
                merge_seed(p_object))
    FROM (SELECT a.attname AS field, min(f.kind) AS kind
            FROM pg_attribute AS a
            LEFT JOIN source_field AS f ON f.object = p_object AND NOT f.is_custom AND f.field = a.attname
           WHERE a.attrelid = to_regclass(format('%I', 'stage_' || p_object)) AND a.attnum > 0 AND NOT a.attisdropped
             AND (f.field IS NOT NULL OR target_table(p_object) <> p_object)
           GROUP BY a.attname) AS staged
$$;

-- The reader of a kind: the quick one where p_quick, and flags still without their default.
CREATE FUNCTION plain_reader(p_kind text, p_field text, p_quick boolean) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
           WHEN p_kind = 'text' THEN format('s.%I', p_field)
           WHEN p_kind = 'flag' THEN format('read_bool(s.%I)', p_field)
           WHEN p_kind = 'zone' AND p_quick THEN 'NULL::text'
           WHEN p_kind IN ('date', 'instant') AND p_quick THEN format('quick_%s(s.%I)', p_kind, p_field)
           ELSE format('read_%s(s.%I)', p_kind, p_field)
         END
$$;

-- Staged rows as columns of ours, with row_hash, their place in the stage, and is_odd: a
-- value came out NULL whose text is none. p_where says which, of s. Without OFFSET 0 the
-- planner would read every value twice.
CREATE FUNCTION staged_rows(p_object text, p_quick boolean, p_where text) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  versioned boolean := target_table(p_object) <> p_object;
  typed text;
  columns text;
  values_read text;
  values_given text;
BEGIN
  SELECT string_agg(format('%s AS %I, s.%I AS %I', plain_reader(kind, field, p_quick), name, field, 'raw ' || name), ', ' ORDER BY place),
         string_agg(CASE kind WHEN 'flag' THEN format('coalesce(q.%1$I, false) AS %1$I', name)
                              ELSE format('q.%I', name) END, ', ' ORDER BY place),
         string_agg(format('q.%I', name), ', ') FILTER (WHERE kind <> 'text'),
         string_agg(format('q.%I', 'raw ' || name), ', ') FILTER (WHERE kind <> 'text')
    INTO typed, columns, values_read, values_given
    FROM merge_columns(p_object);
  IF versioned THEN
    typed := typed || format(', %s AS custom, jsonb_strip_nulls(to_jsonb(s.*) - %L::text[]) AS extra',
                             custom_reader(p_object),
                             (SELECT array_agg(field) FROM source_field WHERE object = p_object));
    columns := columns || ', q.custom, q.extra';
  END IF;
  RETURN format('SELECT %s, q.row_hash, q.spot, num_nulls(%s) <> num_nulls(%s) AS is_odd
                   FROM (SELECT %s, %s AS row_hash, s.ctid AS spot FROM %I AS s WHERE %s OFFSET 0) AS q',
                columns, values_read, values_given, typed, row_hasher(p_object), 'stage_' || p_object, p_where);
END $$;

-- Whether nothing of an object was ever here.
CREATE FUNCTION target_is_empty(p_object text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
  filled boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT FROM %I)', target_table(p_object)) INTO filled;
  RETURN NOT filled;
END $$;

-- merge_<object>: the staged rows that no row here is known to be made from, read, and
-- stage_odd_<object>: the places of those that took the careful readers. A deleted row here is
-- known for nothing: who marked it may not have read it.
CREATE FUNCTION merge_read(p_object text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  merge name := 'merge_' || p_object;
  odd name := 'stage_odd_' || p_object;
  target text := target_table(p_object);
  unknown text := 'true';
  amount bigint;
BEGIN
  IF NOT target_is_empty(p_object) THEN
    SELECT format('NOT EXISTS (SELECT FROM %I AS t WHERE t.%I = read_id(s.%I) AND t.row_hash = %s AND NOT t.is_deleted%s)',
                  target, name, field, row_hasher(p_object),
                  CASE WHEN target <> p_object THEN ' AND t.valid_to = ''infinity''' ELSE '' END)
      INTO unknown
      FROM merge_columns(p_object) WHERE place = 1;
  END IF;
  EXECUTE format('DROP TABLE IF EXISTS %I, %I', merge, odd);
  EXECUTE format('CREATE UNLOGGED TABLE %I AS %s', merge, staged_rows(p_object, true, unknown));
  EXECUTE format('CREATE UNLOGGED TABLE %I AS SELECT spot FROM %I WHERE is_odd', odd, merge);
  EXECUTE format('DELETE FROM %I WHERE is_odd', merge);
  GET DIAGNOSTICS amount = ROW_COUNT;
  IF amount = 0 THEN
    RETURN;
  END IF;
  EXECUTE format('ANALYZE %I', odd);
  EXECUTE format('INSERT INTO %I %s', merge,
                 staged_rows(p_object, false, format('s.ctid IN (SELECT spot FROM %I)', odd)));
  -- a row with a value that cannot be read is read and counted every night
  EXECUTE format('UPDATE %I SET row_hash = NULL WHERE is_odd AND spot IN (SELECT spot FROM unreadable_rows(%L))', merge, p_object);
END $$;

-- The values of the odd rows that could not be read, as a statement per column would say.
CREATE FUNCTION unreadable_test(p_kind text, p_field text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT format('btrim(s.%1$I) <> '''' AND %2$s IS NULL AND s.%1$I !~ ''^ *0{15}(AAA)? *$''', p_field, plain_reader(p_kind, p_field, false))
$$;

CREATE FUNCTION unreadable_rows(p_object text) RETURNS TABLE (spot tid) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY EXECUTE (
    SELECT format('SELECT s.ctid FROM %I AS s WHERE s.ctid IN (SELECT spot FROM %I) AND (%s)',
                  'stage_' || p_object, 'stage_odd_' || p_object, string_agg('(' || unreadable_test(kind, field) || ')', ' OR '))
      FROM source_field
     WHERE object = p_object AND is_present AND kind <> 'text');
END $$;

-- How many values of the staged rows could not be read, and one of them. Only an odd row
-- can hold any: one that is known by its hash held none when it was read.
CREATE OR REPLACE FUNCTION unreadable_values(p_object text, OUT amount bigint, OUT example text) LANGUAGE plpgsql AS $$
DECLARE
  odd name := 'stage_odd_' || p_object;
  found boolean;
  counted record;
  one record;
BEGIN
  amount := 0;
  example := '';
  EXECUTE format('SELECT EXISTS (SELECT FROM %I)', odd) INTO found;
  IF NOT found THEN
    RETURN;
  END IF;
  FOR one IN SELECT field, kind FROM source_field
              WHERE object = p_object AND is_present AND kind <> 'text' ORDER BY place
  LOOP
    EXECUTE format('SELECT count(*) AS n, min(left(s.%2$I, 60)) AS v FROM %1$I AS s WHERE s.ctid IN (SELECT spot FROM %3$I) AND %4$s',
                   'stage_' || p_object, one.field, odd, unreadable_test(one.kind, one.field))
       INTO counted;
    IF counted.n > 0 AND example = '' THEN
      example := format('%s "%s"', one.field, counted.v);
    END IF;
    amount := amount + counted.n;
  END LOOP;
END $$;

-- A record that came more than once counts once: by its newest stamp, and of equal stamps
-- the later row.
CREATE FUNCTION merge_newest(p_object text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format(
    'DELETE FROM %1$I AS m USING (SELECT spot, row_number() OVER (PARTITION BY %2$I ORDER BY stamp DESC NULLS LAST, spot DESC) AS nth FROM %1$I) AS n
      WHERE n.spot = m.spot AND n.nth > 1',
    'merge_' || p_object, target_key(p_object));
END $$;

-- The newest of what was read. Where a row is not newer than the one that we hold, the
-- stage may hold the latter as well, known and so not read: then that one is read too.
CREATE FUNCTION merge_latest(p_object text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  merge name := 'merge_' || p_object;
  key text := target_key(p_object);
  key_field text;
  here text := target_table(p_object);
  amount bigint;
BEGIN
  SELECT field INTO key_field FROM source_field WHERE object = p_object AND place = 1;
  EXECUTE format(
    'CREATE UNLOGGED TABLE %I AS
     SELECT m.%2$I FROM %3$I AS m JOIN %4$I AS t ON t.%2$I = m.%2$I%5$s
      WHERE NOT t.is_deleted AND (m.stamp > t.stamp) IS NOT TRUE',
    'doubt_' || p_object, key, merge, here, CASE WHEN here <> p_object THEN ' AND t.valid_to = ''infinity''' ELSE '' END);
  GET DIAGNOSTICS amount = ROW_COUNT;
  IF amount > 0 THEN
    EXECUTE format('ANALYZE %I', 'doubt_' || p_object);
    EXECUTE format('INSERT INTO %I %s', merge,
                   staged_rows(p_object, false, format('read_id(s.%I) IN (SELECT %I FROM %I) AND s.ctid NOT IN (SELECT spot FROM %I)',
                                                       key_field, key, 'doubt_' || p_object, merge)));
  END IF;
  EXECUTE format('DROP TABLE %I', 'doubt_' || p_object);
  PERFORM merge_newest(p_object);
END $$;

-- Custom fields that the source does not show any more keep their values too.
CREATE FUNCTION kept_custom(p_object text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN count(*) = 0 THEN 'm.custom'
              ELSE format('m.custom || coalesce((SELECT jsonb_object_agg(key, value) FROM jsonb_each(t.custom) WHERE key = ANY (%L::text[])), ''{}'')',
                          array_agg(name ORDER BY name)) END
    FROM source_field
   WHERE object = p_object AND is_custom AND NOT is_present
$$;

-- What a staged row makes of a row here: t is that row, m the staged one.
CREATE FUNCTION merged_values(p_object text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT string_agg(CASE WHEN is_read THEN format('m.%I', name)
                         WHEN kind = 'flag' THEN format('coalesce(t.%1$I, false) AS %1$I', name)
                         ELSE format('t.%I', name) END, ', ' ORDER BY place)
         || CASE WHEN target_table(p_object) = p_object THEN '' ELSE format(', %s AS custom, m.extra', kept_custom(p_object)) END
    FROM merge_columns(p_object)
$$;

-- Into an empty target: rows first, its keys and indexes after them. It is emptied once
-- more because what goes into a table that the same transaction emptied needs no log where
-- wal_level is minimal. The key finds out whether a record came twice, at no cost.
CREATE FUNCTION merge_first(p_object text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  target text := target_table(p_object);
  key text := target_key(p_object);
  names text;
  making text[];
  one text;
  amount bigint;
BEGIN
  SELECT string_agg(format('%I', name), ', ' ORDER BY place) || CASE WHEN target = p_object THEN '' ELSE ', custom, extra' END
    INTO names FROM merge_columns(p_object);
  SELECT array_agg(CASE WHEN c.conname IS NULL THEN pg_get_indexdef(i.indexrelid)
                        ELSE format('ALTER TABLE %I ADD CONSTRAINT %I %s', target, c.conname, pg_get_constraintdef(c.oid)) END
                   ORDER BY NOT i.indisprimary, i.indexrelid)
    INTO making
    FROM pg_index AS i
    LEFT JOIN pg_constraint AS c ON c.conindid = i.indexrelid AND c.contype IN ('p', 'u')
   WHERE i.indrelid = target::regclass;
  FOR one IN SELECT CASE WHEN c.conname IS NULL THEN format('DROP INDEX %s', i.indexrelid::regclass)
                         ELSE format('ALTER TABLE %I DROP CONSTRAINT %I', target, c.conname) END
               FROM pg_index AS i
               LEFT JOIN pg_constraint AS c ON c.conindid = i.indexrelid AND c.contype IN ('p', 'u')
              WHERE i.indrelid = target::regclass
  LOOP
    EXECUTE one;
  END LOOP;
  EXECUTE format('TRUNCATE %I', target);
  EXECUTE format('INSERT INTO %1$I (%2$s, row_hash%3$s) SELECT %2$s, row_hash%4$s FROM %5$I WHERE %6$I IS NOT NULL',
                 target, names,
                 CASE WHEN target = p_object THEN '' ELSE ', valid_from, valid_to' END,
                 CASE WHEN target = p_object THEN '' ELSE ', ''-infinity'', ''infinity''' END,
                 'merge_' || p_object, key);
  GET DIAGNOSTICS amount = ROW_COUNT;
  FOREACH one IN ARRAY making LOOP
    EXECUTE one;
  END LOOP;
  -- a store without any derivation derives everything, whatever changed
  IF EXISTS (SELECT FROM derivation) THEN
    EXECUTE format('INSERT INTO stage_changed (object, record_id) SELECT %L, %I FROM %I', p_object, key, target);
  END IF;
  RETURN amount;
END $$;

-- One row per record of the stage that is new or differs. Names every changed record in
-- stage_changed.
CREATE OR REPLACE FUNCTION merge_rows(p_object text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  key text := target_key(p_object);
  names text;
  fresh text;
  here text;
  updates text;
  amount bigint;
BEGIN
  SELECT string_agg(format('%I', name), ', ' ORDER BY place),
         string_agg(format('m.%I', name), ', ' ORDER BY place) FILTER (WHERE is_read),
         string_agg(format('t.%I', name), ', ' ORDER BY place) FILTER (WHERE is_read),
         string_agg(format('%1$I = excluded.%1$I', name), ', ' ORDER BY place) FILTER (WHERE is_read)
    INTO names, fresh, here, updates
    FROM merge_columns(p_object);
  EXECUTE format(
    'WITH merged AS (
       INSERT INTO %3$I (%4$s, row_hash)
       SELECT %9$s, m.row_hash
         FROM %2$I AS m
         LEFT JOIN %3$I AS t ON t.%1$I = m.%1$I
        WHERE m.%1$I IS NOT NULL AND (t.%1$I IS NULL OR (%5$s) IS DISTINCT FROM (%6$s))
       ON CONFLICT (%1$I) DO UPDATE SET %7$s, row_hash = excluded.row_hash
       RETURNING %1$I AS record_id
     )
     INSERT INTO stage_changed (object, record_id) SELECT %8$L, record_id FROM merged',
    key, 'merge_' || p_object, p_object, names, fresh, here, updates, p_object, merged_values(p_object));
  GET DIAGNOSTICS amount = ROW_COUNT;
  RETURN amount;
END $$;

-- The same for a table with history. A tracked column that changed closes the
-- version in force and opens one from p_seen on; any other change is made in place.
-- The first version counts as always having been there.
CREATE OR REPLACE FUNCTION merge_versions(p_object text, p_seen timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  key text := target_key(p_object);
  target text := target_table(p_object);
  version name := 'version_' || p_object;
  names text;
  fresh text;
  here text;
  updates text;
  tracked_fresh text;
  tracked_here text;
  amount bigint;
BEGIN
  SELECT string_agg(format('%I', name), ', ' ORDER BY place) || ', custom, extra',
         string_agg(format('f.%I', name), ', ' ORDER BY place) || ', f.custom, f.extra',
         string_agg(format('t.%I', name), ', ' ORDER BY place) || ', t.custom, t.extra',
         string_agg(format('%1$I = excluded.%1$I', name), ', ' ORDER BY place)
           || ', custom = excluded.custom, extra = excluded.extra, row_hash = excluded.row_hash',
         string_agg(format('f.%I', name), ', ' ORDER BY place) FILTER (WHERE is_tracked) || ', f.custom',
         string_agg(format('t.%I', name), ', ' ORDER BY place) FILTER (WHERE is_tracked) || ', t.custom'
    INTO names, fresh, here, updates, tracked_fresh, tracked_here
    FROM merge_columns(p_object);
  EXECUTE format('DROP TABLE IF EXISTS %I', version);
  EXECUTE format(
    'CREATE UNLOGGED TABLE %1$I AS
     SELECT f.*, m.row_hash,
            CASE WHEN t.%2$I IS NULL THEN ''-infinity''
                 WHEN (%3$s) IS DISTINCT FROM (%4$s) THEN greatest(t.valid_from, %5$L::timestamptz)
                 ELSE t.valid_from END AS valid_from
       FROM %6$I AS m
       LEFT JOIN %7$I AS t ON t.%2$I = m.%2$I AND t.valid_to = ''infinity''
      CROSS JOIN LATERAL (SELECT %8$s) AS f
      WHERE m.%2$I IS NOT NULL AND (t.%2$I IS NULL OR (%9$s) IS DISTINCT FROM (%10$s))',
    version, key, tracked_fresh, tracked_here, p_seen, 'merge_' || p_object, target, merged_values(p_object), fresh, here);
  EXECUTE format(
    'UPDATE %2$I AS t SET valid_to = v.valid_from FROM %3$I AS v
      WHERE t.%1$I = v.%1$I AND t.valid_to = ''infinity'' AND t.valid_from < v.valid_from',
    key, target, version);
  EXECUTE format(
    'INSERT INTO %1$I (%2$s, row_hash, valid_from, valid_to)
     SELECT %2$s, row_hash, valid_from, ''infinity'' FROM %3$I
     ON CONFLICT (%4$I, valid_from) DO UPDATE SET %5$s',
    target, names, version, key, updates);
  EXECUTE format('INSERT INTO stage_changed (object, record_id) SELECT %L, %I FROM %I', p_object, key, version);
  GET DIAGNOSTICS amount = ROW_COUNT;
  EXECUTE format('DROP TABLE %I', version);
  RETURN amount;
END $$;

-- A row keeps the hash that it was written with, even where another text says the same
-- later: it is compared column by column then. Rows without a hash get one, and all of them
-- where most are stale, as after a change of the mapping.
CREATE FUNCTION merge_hashes(p_object text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  target text := target_table(p_object);
  most_stale boolean;
BEGIN
  EXECUTE format('SELECT 2 * (SELECT count(*) FROM %I) > (SELECT count(*) FROM %I)', 'merge_' || p_object, target)
     INTO most_stale;
  EXECUTE format(
    'UPDATE %1$I AS t SET row_hash = m.row_hash FROM %2$I AS m
      WHERE t.%3$I = m.%3$I AND m.row_hash IS NOT NULL AND t.row_hash IS DISTINCT FROM m.row_hash AND (t.row_hash IS NULL OR %4$L)%5$s',
    target, 'merge_' || p_object, target_key(p_object), most_stale,
    CASE WHEN target <> p_object THEN ' AND t.valid_to = ''infinity''' ELSE '' END);
END $$;

-- After a whole read: what we hold and the source no longer has is marked deleted.
CREATE OR REPLACE FUNCTION merge_vanished(p_object text, p_seen timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  key text := target_key(p_object);
  target text := target_table(p_object);
  gone name := 'gone_' || p_object;
  names text;
  here text;
  amount bigint;
BEGIN
  EXECUTE format('DROP TABLE IF EXISTS %I', gone);
  EXECUTE format(
    'CREATE UNLOGGED TABLE %1$I AS
     SELECT t.%2$I FROM %3$I AS t
      WHERE NOT t.is_deleted%4$s AND NOT EXISTS (SELECT FROM %5$I AS s WHERE read_id(s.%6$I) = t.%2$I)',
    gone, key, target, CASE WHEN target <> p_object THEN ' AND t.valid_to = ''infinity''' ELSE '' END,
    'stage_' || p_object, (SELECT field FROM merge_columns(p_object) WHERE place = 1));
  GET DIAGNOSTICS amount = ROW_COUNT;
  IF amount > 0 AND target = p_object THEN
    EXECUTE format('UPDATE %1$I AS t SET is_deleted = true FROM %2$I AS g WHERE g.%3$I = t.%3$I', target, gone, key);
    EXECUTE format('INSERT INTO stage_changed (object, record_id) SELECT %L, %I FROM %I', p_object, key, gone);
  ELSIF amount > 0 THEN
    SELECT string_agg(format('%I', name), ', ' ORDER BY place) || ', custom, extra',
           string_agg(CASE name WHEN 'is_deleted' THEN 'true' ELSE format('t.%I', name) END, ', ' ORDER BY place) || ', t.custom, t.extra'
      INTO names, here
      FROM merge_columns(p_object);
    EXECUTE format(
      'INSERT INTO %1$I (%2$s, valid_from, valid_to)
       SELECT %3$s, greatest(t.valid_from, %4$L::timestamptz), ''infinity''
         FROM %1$I AS t JOIN %5$I AS g ON g.%6$I = t.%6$I
        WHERE t.valid_to = ''infinity''
       ON CONFLICT (%6$I, valid_from) DO UPDATE SET is_deleted = true',
      target, names, here, p_seen, gone, key);
    EXECUTE format(
      'UPDATE %1$I AS t SET valid_to = n.valid_from FROM %1$I AS n
        WHERE n.%2$I = t.%2$I AND n.valid_to = ''infinity'' AND t.valid_to = ''infinity'' AND n.valid_from > t.valid_from',
      target, key);
  END IF;
  EXECUTE format('DROP TABLE %I', gone);
  RETURN amount;
END $$;

-- The whole merge of one staged object: rows changed, vanished included. A merge join would
-- sort the stage once in every worker.
CREATE OR REPLACE FUNCTION merge_object(p_object text, p_seen timestamptz, p_whole boolean) RETURNS bigint LANGUAGE plpgsql
SET enable_mergejoin = off AS $$
DECLARE
  amount bigint;
BEGIN
  PERFORM source_view_make(p_object);
  PERFORM merge_read(p_object);
  IF target_is_empty(p_object) THEN
    BEGIN
      amount := merge_first(p_object);
    EXCEPTION WHEN unique_violation THEN
      PERFORM merge_newest(p_object);
      amount := merge_first(p_object);
    END;
  ELSE
    PERFORM merge_latest(p_object);
    amount := CASE WHEN target_table(p_object) = p_object THEN merge_rows(p_object) ELSE merge_versions(p_object, p_seen) END;
    PERFORM merge_hashes(p_object);
    IF p_whole THEN
      amount := amount + merge_vanished(p_object, p_seen);
    END IF;
  END IF;
  EXECUTE format('DROP TABLE %I', 'merge_' || p_object);
  RETURN amount;
END $$;
