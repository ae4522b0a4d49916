-- From a stage table to ours. The catalogue source_field says which field of the
-- source fills which column; the statements are made from it here, on the server,
-- with every name quoted by format('%I').

CREATE FUNCTION target_table(p_object text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN to_regclass(format('%I', p_object || '_version')) IS NULL
              THEN p_object ELSE p_object || '_version' END
$$;

-- Makes stage_<object> anew: the fields as the source names them, and those that we
-- read and the source lacks.
CREATE FUNCTION stage_make(p_object text, p_fields text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  columns text;
BEGIN
  -- the source's own spelling of a name decides: some tools write every header in capitals
  UPDATE source_field AS f SET field = spelled
    FROM unnest(p_fields) AS spelled
   WHERE f.object = p_object AND lower(f.field) = lower(spelled) AND f.field <> spelled;
  SELECT string_agg(format('%I text', field), ', ' ORDER BY field) INTO columns
    FROM (SELECT unnest(p_fields) AS field
           UNION SELECT field FROM source_field WHERE object = p_object) AS wanted;
  EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', 'stage_' || p_object);
  EXECUTE format('CREATE UNLOGGED TABLE %I (%s)', 'stage_' || p_object, columns);
  UPDATE source_field SET is_present = field = ANY (p_fields) WHERE object = p_object;
END $$;

CREATE FUNCTION reader(p_kind text, p_field text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE p_kind
           WHEN 'text' THEN format('s.%I', p_field)
           WHEN 'flag' THEN format('coalesce(read_bool(s.%I), false)', p_field)
           ELSE format('read_%s(s.%I)', p_kind, p_field)
         END
$$;

-- The custom fields of an object as one jsonb by our names. jsonb_build_object takes
-- a hundred arguments at most, so the pairs come as two arrays.
CREATE FUNCTION custom_reader(p_object text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(format('jsonb_strip_nulls(jsonb_object(ARRAY[%s]::text[], ARRAY[%s]::text[]))',
                         string_agg(quote_literal(name), ', ' ORDER BY name),
                         string_agg(format('s.%I', field), ', ' ORDER BY name)),
                  '''{}''::jsonb')
    FROM source_field
   WHERE object = p_object AND is_custom AND is_present
$$;

-- The view source_<object>: the stage with our names and types.
CREATE FUNCTION source_view_make(p_object text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  columns text;
BEGIN
  SELECT string_agg(format('%s AS %I', reader(kind, field), name), ', ' ORDER BY place) INTO columns
    FROM source_field
   WHERE object = p_object AND NOT is_custom;
  IF target_table(p_object) <> p_object THEN
    columns := columns || format(', %s AS custom, jsonb_strip_nulls(to_jsonb(s.*) - %L::text[]) AS extra',
                                 custom_reader(p_object),
                                 (SELECT array_agg(field) FROM source_field WHERE object = p_object));
  END IF;
  EXECUTE format('DROP VIEW IF EXISTS %I', 'source_' || p_object);
  EXECUTE format('CREATE VIEW %I AS SELECT %s FROM %I AS s', 'source_' || p_object, columns, 'stage_' || p_object);
END $$;

-- How many values of an object could not be read, and one of them.
CREATE FUNCTION unreadable_values(p_object text, OUT amount bigint, OUT example text) LANGUAGE plpgsql AS $$
DECLARE
  counted record;
  one record;
BEGIN
  amount := 0;
  example := '';
  FOR one IN SELECT field, kind FROM source_field
              WHERE object = p_object AND is_present AND kind <> 'text' ORDER BY place
  LOOP
    EXECUTE format('SELECT count(*) AS n, min(left(s.%2$I, 60)) AS v FROM %1$I AS s WHERE btrim(s.%2$I) <> '''' AND %3$s IS NULL AND s.%2$I !~ ''^ *0{15}(AAA)? *$''',
                   'stage_' || p_object, one.field,
                   reader(CASE one.kind WHEN 'flag' THEN 'bool' ELSE one.kind END, one.field))
       INTO counted;
    IF counted.n > 0 AND example = '' THEN
      example := format('%s "%s"', one.field, counted.v);
    END IF;
    amount := amount + counted.n;
  END LOOP;
END $$;

-- One row per record of the stage that is new or differs; a record that came twice
-- counts once, by its newest stamp. Names every changed record in stage_changed.
CREATE FUNCTION merge_rows(p_object text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  key text;
  names text;
  fresh text;
  here text;
  updates text;
  amount bigint;
BEGIN
  SELECT name INTO key FROM source_field WHERE object = p_object AND place = 1;
  SELECT string_agg(format('%I', name), ', ' ORDER BY place),
         string_agg(format('s.%I', name), ', ' ORDER BY place),
         string_agg(format('t.%I', name), ', ' ORDER BY place),
         string_agg(format('%1$I = excluded.%1$I', name), ', ' ORDER BY place)
    INTO names, fresh, here, updates
    FROM source_field WHERE object = p_object AND NOT is_custom;
  EXECUTE format(
    'WITH latest AS (
       SELECT DISTINCT ON (%1$I) * FROM %2$I WHERE %1$I IS NOT NULL ORDER BY %1$I, stamp DESC NULLS LAST
     ), merged AS (
       INSERT INTO %3$I (%4$s)
       SELECT %5$s
         FROM latest AS s
         LEFT JOIN %3$I AS t ON t.%1$I = s.%1$I
        WHERE t.%1$I IS NULL OR (%5$s) IS DISTINCT FROM (%6$s)
       ON CONFLICT (%1$I) DO UPDATE SET %7$s
       RETURNING %1$I AS record_id
     )
     INSERT INTO stage_changed (object, record_id) SELECT %8$L, record_id FROM merged',
    key, 'source_' || p_object, p_object, names, fresh, here, updates, p_object);
  GET DIAGNOSTICS amount = ROW_COUNT;
  RETURN amount;
END $$;

-- The same for a table with history. A tracked column that changed closes the
-- version in force and opens one from p_seen on; any other change is made in place.
-- The first version counts as always having been there.
CREATE FUNCTION merge_versions(p_object text, p_seen timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  key text;
  target text := target_table(p_object);
  names text;
  fresh text;
  here text;
  updates text;
  tracked_fresh text;
  tracked_here text;
  amount bigint;
BEGIN
  SELECT name INTO key FROM source_field WHERE object = p_object AND place = 1;
  SELECT string_agg(format('%I', name), ', ' ORDER BY place) || ', custom, extra',
         string_agg(format('s.%I', name), ', ' ORDER BY place) || ', s.custom, s.extra',
         string_agg(format('t.%I', name), ', ' ORDER BY place) || ', t.custom, t.extra',
         string_agg(format('%1$I = excluded.%1$I', name), ', ' ORDER BY place)
           || ', custom = excluded.custom, extra = excluded.extra',
         string_agg(format('s.%I', name), ', ' ORDER BY place) FILTER (WHERE is_tracked) || ', s.custom',
         string_agg(format('t.%I', name), ', ' ORDER BY place) FILTER (WHERE is_tracked) || ', t.custom'
    INTO names, fresh, here, updates, tracked_fresh, tracked_here
    FROM source_field WHERE object = p_object AND NOT is_custom;
  EXECUTE format('DROP TABLE IF EXISTS %I', 'merge_' || p_object);
  EXECUTE format(
    'CREATE UNLOGGED TABLE %9$I AS
     WITH latest AS (
       SELECT DISTINCT ON (%1$I) * FROM %2$I WHERE %1$I IS NOT NULL ORDER BY %1$I, stamp DESC NULLS LAST
     )
     SELECT %5$s,
            CASE WHEN t.%1$I IS NULL THEN ''-infinity''
                 WHEN (%6$s) IS DISTINCT FROM (%7$s) THEN greatest(t.valid_from, %8$L::timestamptz)
                 ELSE t.valid_from END AS valid_from
       FROM latest AS s
       LEFT JOIN %3$I AS t ON t.%1$I = s.%1$I AND t.valid_to = ''infinity''
      WHERE t.%1$I IS NULL OR (%5$s) IS DISTINCT FROM (%4$s)',
    key, 'source_' || p_object, target, here, fresh, tracked_fresh, tracked_here, p_seen,
    'merge_' || p_object);
  EXECUTE format(
    'UPDATE %2$I AS t SET valid_to = m.valid_from FROM %3$I AS m
      WHERE t.%1$I = m.%1$I AND t.valid_to = ''infinity'' AND t.valid_from < m.valid_from',
    key, target, 'merge_' || p_object);
  EXECUTE format(
    'INSERT INTO %1$I (%2$s, valid_from, valid_to)
     SELECT %3$s, s.valid_from, ''infinity'' FROM %4$I AS s
     ON CONFLICT (%5$I, valid_from) DO UPDATE SET %6$s',
    target, names, fresh, 'merge_' || p_object, key, updates);
  EXECUTE format('INSERT INTO stage_changed (object, record_id) SELECT %L, %I FROM %I', p_object, key, 'merge_' || p_object);
  GET DIAGNOSTICS amount = ROW_COUNT;
  EXECUTE format('DROP TABLE %I', 'merge_' || p_object);
  RETURN amount;
END $$;

-- After a whole read: what we hold and the source no longer has is marked deleted.
CREATE FUNCTION merge_vanished(p_object text, p_seen timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  key text;
  target text := target_table(p_object);
  names text;
  here text;
  amount bigint;
BEGIN
  SELECT name INTO key FROM source_field WHERE object = p_object AND place = 1;
  IF target = p_object THEN
    EXECUTE format(
      'WITH gone AS (
         UPDATE %1$I AS t SET is_deleted = true
          WHERE NOT t.is_deleted AND NOT EXISTS (SELECT FROM %2$I AS s WHERE s.%3$I = t.%3$I)
         RETURNING %3$I AS record_id
       )
       INSERT INTO stage_changed (object, record_id) SELECT %4$L, record_id FROM gone',
      target, 'source_' || p_object, key, p_object);
    GET DIAGNOSTICS amount = ROW_COUNT;
    RETURN amount;
  END IF;
  SELECT string_agg(format('%I', name), ', ' ORDER BY place) || ', custom, extra',
         string_agg(CASE name WHEN 'is_deleted' THEN 'true' ELSE format('t.%I', name) END, ', ' ORDER BY place) || ', t.custom, t.extra'
    INTO names, here
    FROM source_field WHERE object = p_object AND NOT is_custom;
  EXECUTE format(
    'INSERT INTO %1$I (%2$s, valid_from, valid_to)
     SELECT %3$s, greatest(t.valid_from, %4$L::timestamptz), ''infinity''
       FROM %1$I AS t
      WHERE t.valid_to = ''infinity'' AND NOT t.is_deleted
        AND NOT EXISTS (SELECT FROM %5$I AS s WHERE s.%6$I = t.%6$I)
     ON CONFLICT (%6$I, valid_from) DO UPDATE SET is_deleted = true',
    target, names, here, p_seen, 'source_' || p_object, key);
  GET DIAGNOSTICS amount = ROW_COUNT;
  EXECUTE format(
    'UPDATE %1$I AS t SET valid_to = n.valid_from FROM %1$I AS n
      WHERE n.%2$I = t.%2$I AND n.valid_to = ''infinity'' AND t.valid_to = ''infinity'' AND n.valid_from > t.valid_from',
    target, key);
  RETURN amount;
END $$;

-- The whole merge of one staged object: rows changed, vanished included.
CREATE FUNCTION merge_object(p_object text, p_seen timestamptz, p_whole boolean) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  amount bigint;
BEGIN
  PERFORM source_view_make(p_object);
  IF target_table(p_object) = p_object THEN
    amount := merge_rows(p_object);
  ELSE
    amount := merge_versions(p_object, p_seen);
  END IF;
  IF p_whole THEN
    amount := amount + merge_vanished(p_object, p_seen);
  END IF;
  RETURN amount;
END $$;

-- How many live rows of an object we hold.
CREATE FUNCTION rows_here(p_object text) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
  amount bigint;
BEGIN
  IF target_table(p_object) = p_object THEN
    EXECUTE format('SELECT count(*) FROM %I WHERE NOT is_deleted', p_object) INTO amount;
  ELSE
    EXECUTE format('SELECT count(*) FROM %I WHERE valid_to = ''infinity'' AND NOT is_deleted', target_table(p_object)) INTO amount;
  END IF;
  RETURN amount;
END $$;
