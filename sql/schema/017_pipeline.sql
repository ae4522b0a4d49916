-- What the checks of the pipeline and of leads lean on: since when something is as it is.
-- The CRM's own histories tell where they were loaded, else the versions that the nights
-- kept; told_by says which, in the words of a finding.

ALTER TABLE opportunity_stage
  ADD COLUMN sort_order numeric,
  ADD COLUMN is_active boolean;

CREATE INDEX opportunity_field_history_field ON opportunity_field_history (lower(field), created_at);
CREATE INDEX lead_history_field ON lead_history (lower(field), created_at);

-- Since when the store has looked at an object: of what was before, its versions know nothing.
CREATE FUNCTION watched_since(p_object text) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT min(first_seen) FROM described_field WHERE object = p_object
$$;

-- "20 Jun 2026" in the org's zone
CREATE FUNCTION day_words(at timestamptz) RETURNS text LANGUAGE sql STABLE
RETURN to_char(at AT TIME ZONE org_zone(), 'FMDD Mon YYYY');

CREATE FUNCTION day_words(day date) RETURNS text LANGUAGE sql IMMUTABLE
RETURN to_char(day, 'FMDD Mon YYYY');

-- The stages that deals begin in: those of [opportunities] first_stages, else the first
-- open one of the CRM's list.
CREATE VIEW first_stage AS
SELECT lower(item) AS stage FROM setting_list('opportunities', 'first_stages') AS item
UNION ALL
(SELECT lower(btrim(label))
   FROM opportunity_stage
  WHERE NOT is_deleted AND is_active IS NOT FALSE AND is_closed IS NOT TRUE AND sort_order IS NOT NULL
    AND NOT EXISTS (SELECT FROM setting_list('opportunities', 'first_stages'))
  ORDER BY sort_order, stage_id
  LIMIT 1);

-- Since when a deal has been in its stage, and whether it came there from another one. Who
-- tells of a stage that isn't the deal's own, such as a history that ends too early, is passed over.
CREATE FUNCTION stage_standing(p_deal text, p_stage text, p_changed timestamptz, p_created timestamptz)
RETURNS TABLE (since timestamptz, is_change boolean, told_by text) LANGUAGE sql STABLE AS $$
  SELECT t.since, t.is_change, t.told_by
    FROM (
      (SELECT 1 AS place, h.created_at AS since, h.old IS NOT NULL AS is_change, 'the CRM''s stage history' AS told_by, h.stage
         FROM (SELECT created_at, history_id, stage, lag(stage) OVER (ORDER BY created_at, history_id) AS old
                 FROM opportunity_history
                WHERE opportunity_id = p_deal AND created_at < as_of() AND NOT is_deleted AND stage IS NOT NULL) AS h
        WHERE h.stage IS DISTINCT FROM h.old
        ORDER BY h.created_at DESC, h.history_id DESC
        LIMIT 1)
      UNION ALL
      (SELECT 2, h.created_at, true, 'the CRM''s field history', h.new_value
         FROM opportunity_field_history AS h
        WHERE h.record_id = p_deal AND lower(h.field) = 'stagename' AND h.created_at < as_of() AND NOT h.is_deleted
        ORDER BY h.created_at DESC, h.history_id DESC
        LIMIT 1)
      UNION ALL
      SELECT 3, p_changed, p_changed IS DISTINCT FROM p_created, 'the CRM''s date of the last stage change', p_stage
       WHERE p_changed < as_of()
      UNION ALL
      (SELECT 4, CASE WHEN v.old IS NOT NULL THEN v.valid_from
                      WHEN w.since IS NOT NULL THEN greatest(p_created, w.since) END,
              v.old IS NOT NULL, CASE WHEN v.old IS NOT NULL THEN 'our versions' ELSE 'our versions, the first of which has it' END,
              v.stage
         FROM (SELECT valid_from, stage, lag(stage) OVER (ORDER BY valid_from) AS old
                 FROM opportunity_version
                WHERE opportunity_id = p_deal AND valid_from <= as_of() AND NOT is_deleted) AS v
        CROSS JOIN (SELECT watched_since('opportunity') AS since) AS w
        WHERE v.stage IS DISTINCT FROM v.old
        ORDER BY v.valid_from DESC
        LIMIT 1)) AS t
   WHERE t.stage = p_stage
   ORDER BY t.place
   LIMIT 1
$$;

-- Whether the next step was edited at or after an instant; no row where nobody knows.
CREATE FUNCTION next_step_edited(p_deal text, p_since timestamptz)
RETURNS TABLE (was_edited boolean, told_by text) LANGUAGE sql STABLE AS $$
  WITH known AS (
    SELECT CASE WHEN (SELECT min(created_at) FROM opportunity_field_history WHERE lower(field) = 'nextstep') <= p_since THEN 'history'
                WHEN watched_since('opportunity') <= p_since THEN 'versions' END AS by
  )
  SELECT EXISTS (SELECT FROM opportunity_field_history AS h
                  WHERE h.record_id = p_deal AND lower(h.field) = 'nextstep' AND NOT h.is_deleted
                    AND h.created_at >= p_since AND h.created_at < as_of()),
         'the CRM''s field history'
    FROM known AS k
   WHERE k.by = 'history'
  UNION ALL
  SELECT EXISTS (SELECT FROM (SELECT valid_from, next_step, lag(next_step) OVER (ORDER BY valid_from) AS old
                                FROM opportunity_version
                               WHERE opportunity_id = p_deal AND valid_from <= as_of() AND NOT is_deleted) AS v
                  WHERE v.valid_from >= p_since AND v.next_step IS DISTINCT FROM v.old),
         'our versions'
    FROM known AS k
   WHERE k.by = 'versions'
$$;

-- Each time that a deal's close date was moved later.
CREATE FUNCTION close_date_moves(p_deal text)
RETURNS TABLE (at timestamptz, from_date date, to_date date, told_by text) LANGUAGE sql STABLE AS $$
  WITH snapshot AS (
    SELECT created_at AS at, lag(close_date) OVER (ORDER BY created_at, history_id) AS from_date, close_date AS to_date
      FROM opportunity_history
     WHERE opportunity_id = p_deal AND created_at < as_of() AND NOT is_deleted AND close_date IS NOT NULL
  ), tracked AS (
    SELECT created_at AS at, read_date(old_value) AS from_date, read_date(new_value) AS to_date
      FROM opportunity_field_history
     WHERE record_id = p_deal AND lower(field) = 'closedate' AND created_at < as_of() AND NOT is_deleted
  ), version AS (
    SELECT valid_from AS at, lag(close_date) OVER (ORDER BY valid_from) AS from_date, close_date AS to_date
      FROM opportunity_version
     WHERE opportunity_id = p_deal AND valid_from <= as_of() AND NOT is_deleted AND close_date IS NOT NULL
  )
  SELECT s.at, s.from_date, s.to_date, 'the CRM''s stage history' FROM snapshot AS s WHERE s.to_date > s.from_date
  UNION ALL
  SELECT t.at, t.from_date, t.to_date, 'the CRM''s field history'
    FROM tracked AS t
   WHERE t.to_date > t.from_date AND NOT EXISTS (SELECT FROM snapshot)
  UNION ALL
  SELECT v.at, v.from_date, v.to_date, 'our versions since ' || day_words(watched_since('opportunity'))
    FROM version AS v
   WHERE v.to_date > v.from_date AND NOT EXISTS (SELECT FROM snapshot) AND NOT EXISTS (SELECT FROM tracked)
$$;

-- Quarters in their order, of a year that begins with that month.
CREATE FUNCTION quarter_number(day date, first_month integer) RETURNS integer LANGUAGE sql IMMUTABLE
RETURN (extract(year FROM day)::integer * 12 + extract(month FROM day)::integer - first_month) / 3;

CREATE FUNCTION is_renewal_type(type text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM setting_list('opportunities', 'renewal_types') AS item WHERE lower(item) = lower(btrim(type)))
$$;

-- When an account's subscription ends, the latest that any of three places says.
CREATE FUNCTION subscription_end_of(p_account text, p_mapped text)
RETURNS TABLE (ends_on date, told_by text) LANGUAGE sql STABLE AS $$
  SELECT e.ends_on, e.told_by
    FROM (SELECT 1 AS place, read_date(p_mapped) AS ends_on, 'the account' AS told_by
          UNION ALL
          SELECT 2, read_date(o.custom ->> 'subscription_end'), 'a won opportunity'
            FROM opportunity AS o
           WHERE o.account_id = p_account AND o.is_won
          UNION ALL
          SELECT 3, c.ends_on, 'a contract'
            FROM contract AS c
           WHERE c.account_id = p_account AND NOT c.is_deleted AND lower(coalesce(c.status_code, c.status)) = 'activated') AS e
   WHERE e.ends_on IS NOT NULL
   ORDER BY e.ends_on DESC, e.place
   LIMIT 1
$$;

-- Since when a lead has its status. Where the CRM tracks it and knows no change since the
-- lead was made, it has had it from the beginning.
CREATE FUNCTION lead_status_standing(p_lead text, p_status text, p_created timestamptz)
RETURNS TABLE (since timestamptz, is_exact boolean, told_by text) LANGUAGE sql STABLE AS $$
  WITH last AS (
    SELECT h.created_at, h.new_value
      FROM lead_history AS h
     WHERE h.record_id = p_lead AND lower(h.field) = 'status' AND h.created_at < as_of() AND NOT h.is_deleted
     ORDER BY h.created_at DESC, h.history_id DESC
     LIMIT 1
  )
  SELECT t.since, t.is_exact, t.told_by
    FROM (SELECT 1 AS place, l.created_at AS since, true AS is_exact, 'the CRM''s history' AS told_by, l.new_value AS status FROM last AS l
          UNION ALL
          SELECT 2, p_created, true, 'the CRM''s history', p_status
           WHERE NOT EXISTS (SELECT FROM last)
             AND p_created >= (SELECT min(created_at) FROM lead_history WHERE lower(field) = 'status')
          UNION ALL
          (SELECT 3, CASE WHEN v.valid_from > '-infinity' THEN v.valid_from
                          WHEN w.since IS NOT NULL THEN greatest(p_created, w.since) END,
                  v.valid_from > '-infinity',
                  CASE WHEN v.valid_from > '-infinity' THEN 'our versions' ELSE 'our versions, the first of which has it' END,
                  v.status
             FROM (SELECT valid_from, status, lag(status) OVER (ORDER BY valid_from) AS old
                     FROM lead_version
                    WHERE lead_id = p_lead AND valid_from <= as_of() AND NOT is_deleted) AS v
            CROSS JOIN (SELECT watched_since('lead') AS since) AS w
            WHERE v.status IS DISTINCT FROM v.old
            ORDER BY v.valid_from DESC
            LIMIT 1)) AS t
   WHERE lower(btrim(t.status)) = lower(btrim(p_status))
   ORDER BY t.place
   LIMIT 1
$$;

-- When a lead was handed over to its owner; no row where it always was the owner's. What our
-- versions tell was seen the night after, so touches count from a day before.
CREATE FUNCTION lead_hand_over(p_lead text, p_owner text)
RETURNS TABLE (at timestamptz, touches_from timestamptz, told_by text) LANGUAGE sql STABLE AS $$
  SELECT t.at, t.at - make_interval(days => t.early), t.told_by
    FROM (SELECT 1 AS place, max(h.created_at) AS at, 0 AS early, 'the CRM''s history' AS told_by
            FROM lead_history AS h
           WHERE h.record_id = p_lead AND lower(h.field) = 'owner' AND read_id(h.new_value) = p_owner
             AND h.created_at < as_of() AND NOT h.is_deleted
          UNION ALL
          SELECT 2, max(v.valid_from), 1, 'our versions'
            FROM (SELECT valid_from, owner_id, lag(owner_id, 1, p_owner) OVER (ORDER BY valid_from) AS old
                    FROM lead_version
                   WHERE lead_id = p_lead AND valid_from <= as_of() AND NOT is_deleted) AS v
           WHERE v.owner_id = p_owner AND v.old IS DISTINCT FROM p_owner) AS t
   WHERE t.at IS NOT NULL
   ORDER BY t.place
   LIMIT 1
$$;

-- Closed without a conversion: the statuses of [leads] closed_statuses, else those that say so by their name.
CREATE FUNCTION is_closed_lead(status text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN EXISTS (SELECT FROM setting_list('leads', 'closed_statuses'))
              THEN EXISTS (SELECT FROM setting_list('leads', 'closed_statuses') AS item WHERE lower(item) = lower(btrim(status)))
              ELSE coalesce(btrim(status) ~* '^(closed|unqualified|disqualified)', false) END
$$;

-- A status that converted leads have: by the CRM's list, else by its name.
CREATE FUNCTION is_converted_status(status text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT bool_or(s.is_converted) FROM lead_status AS s
                    WHERE NOT s.is_deleted AND lower(btrim(status)) IN (lower(s.label), lower(s.api_name))),
                  status ~* 'convert|\mqualified' OR is_closed_lead(status))
$$;

CREATE FUNCTION is_attempted(status text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM setting_list('leads', 'attempted_statuses') AS item WHERE lower(item) = lower(btrim(status)))
$$;

-- Since when a lead has been marketing-qualified, and who tells.
CREATE FUNCTION mql_standing(p_lead text, p_mapped text, p_created timestamptz)
RETURNS TABLE (since timestamptz, told_by text) LANGUAGE sql STABLE AS $$
  SELECT t.since, t.told_by
    FROM (SELECT 1 AS place, read_instant(p_mapped) AS since, 'the lead''s own field' AS told_by
          UNION ALL
          SELECT 2, max(h.created_at), 'the CRM''s history'
            FROM lead_history AS h
           WHERE h.record_id = p_lead AND lower(h.field) = 'status' AND is_mql(h.new_value) AND NOT is_mql(h.old_value)
             AND h.created_at < as_of() AND NOT h.is_deleted
          UNION ALL
          SELECT 3, nullif(max(v.valid_from), '-infinity'), 'our versions'
            FROM (SELECT valid_from, is_mql(status) AS is_it, lag(is_mql(status), 1, false) OVER (ORDER BY valid_from) AS was_it
                    FROM lead_version
                   WHERE lead_id = p_lead AND valid_from <= as_of() AND NOT is_deleted) AS v
           WHERE v.is_it AND NOT v.was_it
          UNION ALL
          SELECT 4, p_created, 'its creation') AS t
   WHERE t.since IS NOT NULL
   ORDER BY t.place
   LIMIT 1
$$;

CREATE OR REPLACE FUNCTION mql_since(p_lead text, p_mapped text, p_created timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT since FROM mql_standing(p_lead, p_mapped, p_created)
$$;

-- The smallest limit of days that any rep has in a check, by the names of its parameters.
CREATE FUNCTION least_limit(p_check text, VARIADIC p_names text[]) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT min((p.params ->> name)::integer)
    FROM run_param AS p, unnest(p_names) AS name
   WHERE p.run_id = run_id() AND p.check_id = p_check
$$;

-- Nobody can tell of something for so many days: no history of the CRM, and the store too young.
CREATE FUNCTION too_young_words(p_object text, p_days integer, p_histories text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT format('%s, and our own versions begin only on %s', p_histories, coalesce(day_words(w.since), 'a later day'))
    FROM (SELECT watched_since(p_object) AS since) AS w
   WHERE w.since IS NULL OR as_of_day() - (w.since AT TIME ZONE org_zone())::date < p_days
$$;

CREATE FUNCTION field_history_has(p_field text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM opportunity_field_history WHERE lower(field) = p_field AND created_at < as_of())
$$;

CREATE FUNCTION stage_history_lacking(p_days integer) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN NOT EXISTS (SELECT FROM opportunity_history WHERE stage IS NOT NULL AND created_at < as_of())
                   AND NOT field_history_has('stagename') AND NOT field_present('opportunity', 'stage_changed_at')
              THEN too_young_words('opportunity', p_days, 'neither OpportunityHistory nor LastStageChangeDate is at the source') END
$$;

CREATE FUNCTION close_history_lacking() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN NOT EXISTS (SELECT FROM opportunity_history WHERE close_date IS NOT NULL AND created_at < as_of())
                   AND NOT field_history_has('closedate')
              THEN too_young_words('opportunity', 1, 'no OpportunityHistory is at the source') END
$$;

-- Some lead status is one of those; the CRM's list of them tells as well as the leads.
CREATE FUNCTION pipeline_need_lacking(need text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE need
    WHEN 'next-step' THEN
      CASE WHEN field_present('opportunity', 'next_step_due') THEN NULL
           WHEN NOT field_present('opportunity', 'next_step')
           THEN 'neither the next step nor its due date is at the source; name the date in [fields.opportunity] next_step_due'
           ELSE stage_history_lacking(1) || '; or name the due date in [fields.opportunity] next_step_due' END
    WHEN 'close-history' THEN close_history_lacking()
    WHEN 'push-history' THEN CASE WHEN NOT field_present('opportunity', 'push_count') THEN close_history_lacking() END
    WHEN 'stage-history' THEN
      stage_history_lacking(1 + least(least_limit('stage-stuck', 'warn_over', 'first_stage_over'),
                                      (SELECT min(value::integer) FROM setting WHERE section = 'opportunities.stage_days')))
    WHEN 'first-stage' THEN
      CASE WHEN NOT EXISTS (SELECT FROM first_stage)
           THEN 'which stage deals begin in is not known; name it in [opportunities] first_stages' END
    WHEN 'subscription-end' THEN
      CASE WHEN NOT field_present('account', 'subscription_end') AND NOT field_present('opportunity', 'subscription_end')
                AND NOT EXISTS (SELECT FROM contract WHERE ends_on IS NOT NULL)
           THEN 'no end of a subscription is known; name the field in [fields.account] or [fields.opportunity] subscription_end' END
    WHEN 'mql-status' THEN
      CASE WHEN NOT EXISTS (SELECT FROM setting_list('leads', 'mql_statuses'))
                AND NOT EXISTS (SELECT FROM lead_status WHERE label ILIKE '%mql%' AND NOT is_deleted)
                AND NOT EXISTS (SELECT FROM lead WHERE status ILIKE '%mql%')
           THEN 'no lead status says MQL; name those that mean marketing-qualified in [leads] mql_statuses' END
    WHEN 'attempted-status' THEN
      CASE WHEN NOT EXISTS (SELECT FROM lead_status WHERE NOT is_deleted AND (is_attempted(label) OR is_attempted(api_name)))
                AND NOT EXISTS (SELECT FROM lead WHERE is_attempted(status))
           THEN 'no lead status is one of [leads] attempted_statuses; name the one that means attempted to contact'
           WHEN NOT EXISTS (SELECT FROM lead_history WHERE lower(field) = 'status' AND created_at < as_of())
           THEN too_young_words('lead', least_limit('lead-attempted', 'warn_days'), 'no history of Lead.Status is at the source') END
  END
$$;

ALTER FUNCTION need_lacking(text) RENAME TO record_need_lacking;

CREATE FUNCTION need_lacking(need text) RETURNS text LANGUAGE sql STABLE
RETURN coalesce(record_need_lacking(need), pipeline_need_lacking(need));
