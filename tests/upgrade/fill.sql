-- Two rows for every table of the schema that has none (one where _single says so), and a value in every column that has
-- none: by its type, a word that its CHECK allows, or a key that its foreign key wants. What
-- that cannot please stops with the table's name: it wants rows of its own in NNN.sql.
CREATE OR REPLACE FUNCTION pg_temp.word_of(c pg_attribute, n integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  words text[];
  found text;
BEGIN
  SELECT format('SELECT %I::text FROM %s ORDER BY 1 LIMIT 1 OFFSET %s', f.attname, k.confrelid::regclass, n - 1) INTO found
    FROM pg_constraint AS k
    JOIN pg_attribute AS f ON f.attrelid = k.confrelid AND f.attnum = k.confkey[array_position(k.conkey, c.attnum)]
   WHERE k.conrelid = c.attrelid AND k.contype = 'f' AND c.attnum = ANY (k.conkey) LIMIT 1;
  IF found IS NOT NULL THEN
    EXECUTE found INTO found;
    RETURN found;
  END IF;
  SELECT array_agg(m[1] ORDER BY place) INTO words
    FROM pg_constraint AS k
   CROSS JOIN LATERAL regexp_matches(pg_get_constraintdef(k.oid), '''([^'']+)''', 'g') WITH ORDINALITY AS t (m, place)
   WHERE k.conrelid = c.attrelid AND k.contype = 'c' AND k.conkey = ARRAY[c.attnum];
  RETURN CASE
    WHEN words IS NOT NULL THEN words[1 + (n - 1) % cardinality(words)]
    WHEN c.attname = 'valid_to' THEN 'infinity'
    WHEN c.atttypid = 'boolean'::regtype THEN (n = 1)::text
    WHEN c.atttypid = 'date'::regtype THEN '2026-04-0' || n
    WHEN c.atttypid = 'timestamptz'::regtype THEN '2026-04-0' || n || ' 12:00Z'
    WHEN c.atttypid = 'time'::regtype THEN '0' || n || ':00'
    WHEN c.atttypid IN ('jsonb'::regtype, 'json'::regtype) THEN jsonb_build_object('of', n)::text
    WHEN c.atttypid = 'bytea'::regtype THEN 'bytes ' || n
    WHEN c.atttypid = 'text'::regtype AND c.attname ~ '_id$' THEN lpad('old' || n, 15, '0') || 'AAA'
    WHEN c.atttypid = 'text'::regtype THEN c.attname || ' ' || n
    WHEN format_type(c.atttypid, NULL) ~ '\[\]$' THEN '{' || n || '}'
    ELSE n::text
  END;
END $$;

DO $$
DECLARE
  one record;
  is_empty boolean;
BEGIN
  FOR one IN SELECT c.oid, c.relname, EXISTS (SELECT FROM pg_constraint WHERE conrelid = c.oid AND contype = 'c' AND conname ~ '_single$') AS is_single
               FROM pg_class AS c
              WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' ORDER BY c.oid LOOP
    EXECUTE format('SELECT NOT EXISTS (SELECT FROM %I)', one.relname) INTO is_empty;
    FOR n IN 1 .. CASE WHEN NOT is_empty THEN 0 WHEN one.is_single THEN 1 ELSE 2 END LOOP
      EXECUTE (SELECT format('INSERT INTO %I (%s) VALUES (%s)', one.relname, string_agg(quote_ident(attname), ', ' ORDER BY attnum),
                             string_agg(quote_literal(pg_temp.word_of(a, n)), ', ' ORDER BY attnum))
                 FROM pg_attribute AS a
                WHERE attrelid = one.oid AND attnum > 0 AND NOT attisdropped AND attidentity = '' AND attgenerated = ''
                  AND (n = 1 OR attnotnull));
    END LOOP;
  END LOOP;
  FOR one IN SELECT c.oid, c.relname, a.attname, pg_temp.word_of(a, 1) AS word
               FROM pg_class AS c
               JOIN pg_attribute AS a ON a.attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND NOT attnotnull
              WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' ORDER BY c.oid, attnum LOOP
    EXECUTE format('SELECT NOT EXISTS (SELECT FROM %I WHERE %I IS NOT NULL)', one.relname, one.attname) INTO is_empty;
    IF is_empty THEN
      EXECUTE format('UPDATE %I SET %I = %L WHERE ctid = (SELECT min(ctid) FROM %1$I)', one.relname, one.attname, one.word);
    END IF;
  END LOOP;
EXCEPTION WHEN OTHERS THEN
  RAISE EXCEPTION 'table %: %; write tests/upgrade/NNN.sql with rows for it', one.relname, SQLERRM;
END $$;
