-- How far the staging of each object has come. A row is committed together with the
-- rows of the stage that it counts, so a pull that was cut off goes on from there; it
-- goes when the stage is merged or made anew.

CREATE TABLE stage_progress (
  object text COLLATE "C" NOT NULL,
  identity text NOT NULL,
  place text NOT NULL,
  is_complete boolean NOT NULL,
  rows_kept bigint NOT NULL,
  values_mended bigint NOT NULL,
  kept_at timestamptz NOT NULL,
  CONSTRAINT stage_progress_pk PRIMARY KEY (object)
);
COMMENT ON COLUMN stage_progress.identity IS 'what the rows were read from and with: other fields or another mark make other rows';
COMMENT ON COLUMN stage_progress.place IS 'where the source goes on; of a complete stage what came of its reading';

CREATE FUNCTION stage_columns(p_object text, p_fields text[]) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT unnest(p_fields)
   UNION SELECT field FROM source_field WHERE object = p_object
$$;

-- Which of our fields the source has. Its own spelling of a name decides: some tools
-- write every header in capitals.
CREATE FUNCTION stage_fields(p_object text, p_fields text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE source_field AS f SET field = spelled
    FROM unnest(p_fields) AS spelled
   WHERE f.object = p_object AND lower(f.field) = lower(spelled) AND f.field <> spelled;
  UPDATE source_field SET is_present = field = ANY (p_fields) WHERE object = p_object;
END $$;

-- Makes stage_<object> anew: the fields as the source names them, and those that we
-- read and the source lacks.
CREATE OR REPLACE FUNCTION stage_make(p_object text, p_fields text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM stage_fields(p_object, p_fields);
  DELETE FROM stage_progress WHERE object = p_object;
  EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', 'stage_' || p_object);
  EXECUTE (SELECT format('CREATE UNLOGGED TABLE %I (%s)', 'stage_' || p_object,
                         string_agg(format('%I text', field), ', ' ORDER BY field))
             FROM stage_columns(p_object, p_fields) AS field);
END $$;

-- Whether the stage is as its progress says. A crash of the server empties unlogged
-- tables, and a program of another version may have other columns.
CREATE FUNCTION stage_is_kept(p_object text, p_fields text[], p_rows bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  kept bigint;
BEGIN
  IF EXISTS (SELECT field FROM stage_columns(p_object, p_fields) AS field
             EXCEPT
             SELECT attname::text FROM pg_attribute
              WHERE attrelid = to_regclass(format('%I', 'stage_' || p_object)) AND attnum > 0 AND NOT attisdropped) THEN
    RETURN false;
  END IF;
  EXECUTE format('SELECT count(*) FROM %I', 'stage_' || p_object) INTO kept;
  RETURN kept = p_rows;
END $$;

-- Continues the stage where that can be done, else makes it anew and returns no row.
-- Results and cursors live at the source for two days.
CREATE FUNCTION stage_begin(p_object text, p_fields text[], p_identity text, p_now timestamptz)
RETURNS SETOF stage_progress LANGUAGE plpgsql AS $$
DECLARE
  kept stage_progress;
BEGIN
  PERFORM stage_fields(p_object, p_fields);
  SELECT * INTO kept FROM stage_progress
   WHERE object = p_object AND identity = p_identity AND kept_at > p_now - interval '48 hours';
  IF FOUND AND stage_is_kept(p_object, p_fields, kept.rows_kept) THEN
    RETURN NEXT kept;
  ELSE
    PERFORM stage_make(p_object, p_fields);
  END IF;
END $$;
