-- Reports that can be shared: codenames in place of names. What else of a row may be shown says
-- the line "-- shared:" of each query that shows something (lib/store/redact.h).

-- An account's number and codename stay for good: a number is given once, in an order that
-- tells nothing of the accounts, and none can be worked out from an id.
CREATE TABLE codename (
  account_id text COLLATE "C" NOT NULL,
  number bigint NOT NULL,
  name text NOT NULL,
  CONSTRAINT codename_pk PRIMARY KEY (account_id),
  CONSTRAINT codename_number_single UNIQUE (number)
);

-- Made when the first report is redacted. Without it nobody can check a guess against a code.
CREATE TABLE codename_key (
  is_only boolean NOT NULL DEFAULT true,
  secret text NOT NULL,
  CONSTRAINT codename_key_pk PRIMARY KEY (is_only),
  CONSTRAINT codename_key_single CHECK (is_only)
);

CREATE FUNCTION redacted() RETURNS boolean LANGUAGE sql STABLE
RETURN coalesce(current_setting('crmaudit.redact', true), '') = 'yes';

CREATE FUNCTION left_out() RETURNS text LANGUAGE sql IMMUTABLE
RETURN '(left out)';

CREATE FUNCTION codename_code(p_id text) RETURNS text LANGUAGE sql STABLE
RETURN (SELECT encode(sha256(convert_to(secret || '|' || p_id, 'UTF8')), 'hex') FROM codename_key);

-- Minor planets, as the handbook has them; the number makes each its own.
CREATE FUNCTION codename_made(p_number bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT n.list[1 + (p_number - 1) % cardinality(n.list)] || ' ' || p_number
    FROM (SELECT '{Ceres,Pallas,Juno,Vesta,Astraea,Hebe,Iris,Flora,Metis,Hygiea,Parthenope,Victoria,Egeria,Irene,Eunomia,Psyche,
                   Thetis,Melpomene,Fortuna,Massalia,Lutetia,Kalliope,Thalia,Themis,Phocaea,Proserpina,Euterpe,Bellona,Amphitrite,
                   Urania,Euphrosyne,Pomona,Polyhymnia,Circe,Leukothea,Atalante,Fides,Leda,Laetitia,Harmonia,Daphne,Isis,Ariadne,
                   Nysa,Eugenia,Hestia,Aglaja,Doris,Pales,Virginia,Nemausa,Europa,Kalypso,Alexandra,Pandora,Melete,Mnemosyne,
                   Concordia,Elpis,Echo,Danae,Erato,Ausonia,Angelina,Cybele,Maja,Asia,Leto,Hesperia,Panopaea,Niobe,Feronia,
                   Klytia,Galatea,Eurydike,Freia,Frigga,Diana,Eurynome,Sappho,Terpsichore,Alkmene,Beatrix,Klio,Io,Semele,
                   Sylvia,Thisbe,Julia,Antiope,Aegina,Undina,Minerva,Aurora,Arethusa,Aegle,Klotho,Ianthe,Dike}'::text[] AS list) AS n
$$;

-- Gives every account of the store one. The CRM's own word goes first; the same for two
-- accounts, the later has its number behind it. Outside of the night's transaction: a look that is
-- rolled back must not give away a number twice.
CREATE FUNCTION codename_put() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  LOCK TABLE codename IN SHARE ROW EXCLUSIVE MODE;
  INSERT INTO codename_key (secret)
  SELECT gen_random_uuid()::text || gen_random_uuid() WHERE NOT EXISTS (SELECT FROM codename_key);
  INSERT INTO codename (account_id, number, name)
  SELECT a.account_id, l.number + row_number() OVER (ORDER BY codename_code(a.account_id), a.account_id), ''
    FROM (SELECT DISTINCT account_id FROM account_version) AS a
   CROSS JOIN (SELECT coalesce(max(number), 0) AS number FROM codename) AS l
   WHERE NOT EXISTS (SELECT FROM codename AS c WHERE c.account_id = a.account_id);
  WITH latest AS (
    SELECT DISTINCT ON (account_id) account_id, name, btrim(custom ->> 'codename') AS word
      FROM account_version
     ORDER BY account_id, valid_from DESC
  ), wish AS (
    SELECT c.account_id, c.number, w.word IS NULL AS is_made, coalesce(w.word, codename_made(c.number)) AS word
      FROM codename AS c
      LEFT JOIN latest AS w ON w.account_id = c.account_id AND w.word <> '' AND w.word NOT LIKE '%@%'
                           AND lower(w.word) IS DISTINCT FROM lower(btrim(w.name))
  ), single AS (
    SELECT account_id, word || CASE WHEN row_number() OVER (PARTITION BY lower(word) ORDER BY is_made, number) > 1
                                    THEN ' ' || number ELSE '' END AS name
      FROM wish
  )
  UPDATE codename AS c SET name = s.name FROM single AS s WHERE s.account_id = c.account_id AND s.name <> c.name;
END $$;

-- Only words that we know: a check of somebody's own may call a record anything.
CREATE FUNCTION record_kind(p_type text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE WHEN p_type IN ('account', 'contact', 'lead', 'opportunity', 'user', 'quote', 'contract', 'event', 'task', 'document', 'case', 'ticket',
                            'activity', 'campaign', 'note') THEN p_type ELSE 'record' END;

-- What a record is called in a report that is shared. Reps and managers keep their names.
CREATE FUNCTION codename_of(p_type text, p_id text, p_account text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE record_kind(p_type)
           WHEN 'account' THEN coalesce((SELECT c.name FROM codename AS c WHERE c.account_id = p_id), left_out())
           WHEN 'user' THEN coalesce((SELECT s.name FROM somebody AS s WHERE s.user_id = p_id LIMIT 1), left_out())
           ELSE concat_ws(' of ', initcap(record_kind(p_type)) || ' ' || regexp_replace(upper(left(k.code, 12)), '(....)(?=.)', '\1-', 'g'),
                          (SELECT c.name FROM codename AS c WHERE c.account_id = p_account)) END
    FROM (SELECT codename_code(p_id) AS code) AS k
$$;

CREATE FUNCTION shown_record(p_type text, p_id text, p_account text, p_label text) RETURNS text LANGUAGE sql STABLE
RETURN CASE WHEN redacted() THEN codename_of(p_type, p_id, p_account) ELSE p_label END;

-- An example of a coaching flag knows no account; its finding does.
CREATE FUNCTION example_record(p_rep text, p_example jsonb) RETURNS text LANGUAGE sql STABLE
RETURN CASE WHEN redacted()
            THEN codename_of(p_example ->> 'record_type', p_example ->> 'record_id',
                             (SELECT max(f.account_id) FROM finding AS f
                               WHERE f.check_id = p_example ->> 'check' AND f.record_id = p_example ->> 'record_id' AND f.rep_id = p_rep))
            ELSE p_example ->> 'label' END;

CREATE FUNCTION shown_text(p_text text) RETURNS text LANGUAGE sql STABLE
RETURN CASE WHEN NOT redacted() THEN p_text END;

-- A person's name that is an address is none to be shared.
CREATE FUNCTION shown_name(p_name text) RETURNS text LANGUAGE sql STABLE
RETURN CASE WHEN redacted() AND p_name LIKE '%@%' THEN left_out() ELSE p_name END;

-- A value that its column declares as a figure or a day, and that is one. Counts of seven and
-- more digits are none that checks have, but telephone numbers are.
CREATE FUNCTION shared_value(p_value jsonb, p_format text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE WHEN p_format IN ('integer', 'number') AND p_value #>> '{}' ~ '^-?\d{1,6}(\.\d{1,9}0*)?$' THEN p_value #>> '{}'
            WHEN p_format = 'percent' AND p_value #>> '{}' ~ '^-?\d{1,3}(\.\d+)?$' THEN round((p_value #>> '{}')::numeric * 100) || '%'
            WHEN p_format = 'money' AND p_value #>> '{}' ~ '^-?\d{1,15}(\.\d{1,9})?$' THEN p_value #>> '{}'
            WHEN p_format IN ('date', 'instant') AND p_value #>> '{}' ~ '^\d{4}-\d\d-\d\d(?:[T ][0-9:.]{5,15}(?:Z|[+-]\d\d(?::?\d\d)?)?)?$'
              THEN left(p_value #>> '{}', 10) END;

CREATE FUNCTION shared_detail(p_check text, p_detail jsonb) RETURNS jsonb LANGUAGE sql STABLE
RETURN (SELECT coalesce(jsonb_object_agg(c.name, p_detail -> c.name), '{}')
          FROM check_column AS c
         WHERE c.check_id = p_check AND shared_value(p_detail -> c.name, c.format) IS NOT NULL);

-- The words of a check quote values; its figures say the same.
CREATE FUNCTION shown_why(p_check text, p_detail jsonb, p_why text) RETURNS text LANGUAGE sql STABLE
RETURN CASE WHEN redacted() THEN coalesce((SELECT string_agg(c.title || ' ' || shared_value(p_detail -> c.name, c.format), ', ' ORDER BY c.place)
                                             FROM check_column AS c WHERE c.check_id = p_check), left_out())
            ELSE p_why END;

CREATE OR REPLACE VIEW pipeline_deal AS
SELECT o.opportunity_id, CASE WHEN is_blank(o.name) THEN o.opportunity_id ELSE o.name END AS label, o.owner_id,
       coalesce(s.name, nullif(o.owner_id, ''), 'nobody') AS owner, o.stage, o.amount, o.close_date, a.name AS account,
       n.words, coalesce(n.fails, 0) AS fails, coalesce(n.found, 0) AS found, coalesce(n.is_overdue, false) AS is_overdue,
       n.silent_days, coalesce(n.is_lost, false) AS is_lost, o.account_id
  FROM opportunity_in_scope AS o
  LEFT JOIN pipeline_need AS n ON n.record_id = o.opportunity_id
  LEFT JOIN somebody AS s ON s.user_id = o.owner_id
  LEFT JOIN account AS a ON a.account_id = o.account_id
 WHERE NOT o.is_closed;

-- ---- the way back

-- A row's mark holds a short sum of its words, against which a guess at them could be tried.
CREATE FUNCTION veil(p_subject text, p_number bigint, p_print text) RETURNS text LANGUAGE sql STABLE
RETURN lpad(to_hex((('x' || p_print)::bit(32) # ('x' || left(codename_code(concat_ws('|', 'mark', p_subject, p_number)), 8))::bit(32))::bigint), 8, '0');

CREATE FUNCTION shown_print(p_subject text, p_number bigint, p_print text) RETURNS text LANGUAGE sql STABLE
RETURN CASE WHEN redacted() THEN 'r' || veil(p_subject, p_number, p_print) ELSE p_print END;

CREATE OR REPLACE VIEW staged_decision AS
SELECT s.*, t.id, read_date(m.parts[1] || '-' || m.parts[2] || '-' || m.parts[3]) AS day, m.parts[4] AS org,
       CASE WHEN m.parts[5] LIKE 'r%' THEN veil(s.subject, t.id, substr(m.parts[5], 2)) ELSE m.parts[5] END AS print,
       m.parts[6] = cells_print(s.decision, s.note, s.on_day) AS is_untouched,
       row_number() OVER w AS nth, first_value(s.place) OVER w AS first_place,
       first_value(s.decision || '|' || s.on_day || '|' || s.note) OVER w = s.decision || '|' || s.on_day || '|' || s.note AS is_as_first
  FROM stage_decision AS s
 CROSS JOIN LATERAL (SELECT CASE WHEN s.number ~ '^\d{1,18}(\.0+)?$' THEN split_part(s.number, '.', 1)::bigint ELSE 0 END AS id) AS t
 CROSS JOIN LATERAL (SELECT regexp_match(s.mark, '^(\d{4})(\d\d)(\d\d)-([0-9a-f]{4})-(r?[0-9a-f]{8})-([0-9a-f]{8})$') AS parts) AS m
 WHERE s.outcome = ''
WINDOW w AS (PARTITION BY s.subject, t.id ORDER BY s.place);

-- ---- what is kept of exports

-- Bodies are read no longer (lib/crm/load.c); those that earlier exports left beside the mapped fields go.
DO $$
DECLARE
  kept text;
BEGIN
  FOR kept IN SELECT c.relname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'extra' AND a.atttypid = 'jsonb'::regtype
               WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' ORDER BY c.relname LOOP
    EXECUTE format('UPDATE %I SET extra = extra - %L::text[] WHERE extra ?| %2$L::text[]', kept,
                   '{Body,TextBody,HtmlBody,CommentBody,Comments,Content,Description,Headers}');
  END LOOP;
END $$;
