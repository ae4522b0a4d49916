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
    PERFORM merge_skip_blanked(p_object);
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
