-- Readers: text as a source wrote it, to a value, or NULL where it cannot be read.
-- What real exports hold: +0000, Z and no zone, US dates, 12-hour clocks, 1/yes/TRUE,
-- E notation, 15-character ids, the nil id. The common forms take a pattern and a
-- cast; the rest goes through an exception handler, which costs a subtransaction.

CREATE FUNCTION org_zone() RETURNS text LANGUAGE sql STABLE
RETURN current_setting('crmaudit.org_zone');

CREATE FUNCTION files_zone() RETURNS text LANGUAGE sql STABLE
RETURN current_setting('crmaudit.files_zone');

-- Three blocks of five characters; bit i of a block is set when character i is A-Z.
CREATE FUNCTION id_suffix(id text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT string_agg(substr('ABCDEFGHIJKLMNOPQRSTUVWXYZ012345', bits + 1, 1), '' ORDER BY block)
    FROM (SELECT (i - 1) / 5 AS block,
                 sum(CASE WHEN substr(id, i, 1) ~ '[A-Z]' THEN 1 << ((i - 1) % 5) ELSE 0 END)::integer AS bits
            FROM generate_series(1, 15) AS i
           GROUP BY 1) AS blocks
$$;

CREATE FUNCTION read_id(t text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
           WHEN t IS NULL OR btrim(t) = '' OR btrim(t) ~ '^0{12}000(AAA)?$' OR length(t) > 64 THEN NULL
           WHEN btrim(t) ~ '^[0-9a-zA-Z]{15}$' AND t ~ '[0-9]' AND btrim(t) !~ 'Ref[0-9]+$' THEN btrim(t) || id_suffix(btrim(t))
           ELSE btrim(t)
         END
$$;

CREATE FUNCTION read_bool(t text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
           WHEN lower(btrim(t)) IN ('true', '1', 'yes', 't', 'y') THEN true
           WHEN lower(btrim(t)) IN ('false', '0', 'no', 'f', 'n') THEN false
         END
$$;

CREATE FUNCTION read_number(t text) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
           WHEN t ~ '^ *[+-]?([0-9]{1,40}(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,2})? *$' THEN t::numeric
           WHEN t ~ '^ *[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)? *$' THEN replace(t, ',', '')::numeric
         END
$$;

-- The CRM's own range of dates; what lies outside is a slip of the keyboard.
CREATE FUNCTION sensible(t timestamp) RETURNS timestamp LANGUAGE sql IMMUTABLE
RETURN CASE WHEN t >= '1700-01-01' AND t < '4001-01-01' THEN t END;

-- Casts also take 'now' and 'yesterday': only what begins with a digit is tried.
CREATE FUNCTION read_odd_timestamp(t text) RETURNS timestamp LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF t !~ '^\s*\d+[-/.]\d+[-/.]\d+' THEN
    RETURN NULL;
  END IF;
  RETURN sensible(t::timestamp);
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $$;

CREATE FUNCTION read_odd_instant(t text) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF t !~ '^\s*\d+[-/.]\d+[-/.]\d+' THEN
    RETURN NULL;
  END IF;
  IF t ~* '(z|utc|gmt|[+-]\d\d:?\d\d)\s*$' AND t ~ ':' THEN
    RETURN sensible(t::timestamptz AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
  END IF;
  RETURN sensible(t::timestamp) AT TIME ZONE CASE WHEN t ~ ':' THEN files_zone() ELSE org_zone() END;
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $$;

CREATE FUNCTION read_instant(t text) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE
           WHEN t IS NULL THEN NULL
           WHEN t ~ '^(1[7-9]|[23]\d)\d\d-((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8]))T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|\+00:?00)$'
             THEN t::timestamptz
           ELSE read_odd_instant(t)
         END
$$;

-- A date exported as a datetime at midnight is that date, whatever zone it names;
-- any other instant is the date it falls on in the org's zone.
CREATE FUNCTION read_odd_date(t text) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT CASE
           WHEN t !~ ':' OR read_odd_timestamp(t)::time = '00:00' THEN read_odd_timestamp(t)::date
           ELSE (read_instant(t) AT TIME ZONE org_zone())::date
         END
$$;

CREATE FUNCTION read_date(t text) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT CASE
           WHEN t IS NULL THEN NULL
           WHEN t ~ '^(1[7-9]|[23]\d)\d\d-((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8]))$'
             THEN t::date
           ELSE read_odd_date(t)
         END
$$;

CREATE FUNCTION read_zone(t text) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF t IS NULL OR t !~ '^[A-Za-z]' THEN
    RETURN NULL;
  END IF;
  PERFORM '2000-01-01 00:00+00'::timestamptz AT TIME ZONE t;
  RETURN t;
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $$;

-- Nothing a person would count as an answer: empty, blanks, or a question mark.
CREATE FUNCTION is_blank(t text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT t IS NULL OR btrim(t, E' \t\r\n\u00a0') IN ('', '?')
$$;
