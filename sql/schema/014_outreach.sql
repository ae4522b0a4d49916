-- What the checks of outreach lean on.

-- Every version of an opportunity, open or closed by the same words as the view opportunity:
-- whether a deal was open when somebody wrote is a question to its version of then.
CREATE VIEW opportunity_then AS
SELECT o.opportunity_id, o.valid_from, o.valid_to, o.account_id, o.owner_id,
       coalesce(o.crm_closed, s.is_closed,
                o.stage ILIKE 'closed%' OR EXISTS (SELECT FROM setting_list('opportunities', 'closed_stages') AS c
                                                    WHERE lower(c) = lower(o.stage)), false) AS is_closed
  FROM opportunity_version AS o
  LEFT JOIN LATERAL (SELECT is_closed FROM opportunity_stage AS st
                      WHERE st.label = o.stage AND NOT st.is_deleted
                      ORDER BY stage_id LIMIT 1) AS s ON true
 WHERE NOT o.is_deleted;

-- Cases that are open at the run's instant, with the priority that [tickets] gives them.
CREATE VIEW open_ticket AS
SELECT k.case_id, k.account_id, coalesce(k.number, k.case_id) AS number, p.priority, k.created_at
  FROM support_case AS k
  JOIN (SELECT 'P0' AS priority, lower(item) AS name FROM setting_list('tickets', 'p0') AS item
        UNION ALL
        SELECT 'P1', lower(item) FROM setting_list('tickets', 'p1') AS item) AS p ON p.name = lower(btrim(k.priority))
 WHERE NOT k.is_deleted AND NOT coalesce(k.is_closed, lower(btrim(k.status)) = 'closed', false)
   AND (k.created_at IS NULL OR k.created_at < as_of());

CREATE FUNCTION field_present(p_object text, p_name text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM source_field WHERE object = p_object AND name = p_name AND is_present)
$$;

-- Why a need that is more than a table or a column is not met; NULL when it is.
CREATE FUNCTION need_lacking(need text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE need
    WHEN 'opt-out' THEN
      CASE WHEN NOT EXISTS (SELECT FROM source_field
                             WHERE object IN ('contact', 'lead') AND name IN ('opted_out', 'do_not_call') AND is_present)
           THEN 'neither HasOptedOutOfEmail nor DoNotCall is at the source, or both are hidden from the login' END
    WHEN 'ticket-priorities' THEN
      CASE WHEN NOT EXISTS (SELECT FROM setting_list('tickets', 'p0') UNION ALL SELECT FROM setting_list('tickets', 'p1'))
           THEN 'which priorities of a Case are P0 and P1 is not said; name them in [tickets] p0 and p1' END
  END
$$;

-- "1 touch", "2 touches"
CREATE FUNCTION touches_words(amount bigint) RETURNS text LANGUAGE sql IMMUTABLE
RETURN amount || CASE WHEN amount = 1 THEN ' touch' ELSE ' touches' END;

CREATE INDEX contact_version_owner ON contact_version ((coalesce(owner_id, '') COLLATE "C"));
CREATE INDEX lead_version_owner ON lead_version ((coalesce(owner_id, '') COLLATE "C"));

CREATE VIEW contact_in_scope AS
SELECT *
  FROM contact
 WHERE coalesce(owner_id, '') COLLATE "C" BETWEEN scope_low() AND scope_high();

CREATE VIEW lead_in_scope AS
SELECT *
  FROM lead
 WHERE coalesce(owner_id, '') COLLATE "C" BETWEEN scope_low() AND scope_high();

-- Marketing-qualified: the statuses of [leads] mql_statuses, else those that hold MQL.
CREATE FUNCTION is_mql(status text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN EXISTS (SELECT FROM setting_list('leads', 'mql_statuses'))
              THEN EXISTS (SELECT FROM setting_list('leads', 'mql_statuses') AS item WHERE lower(item) = lower(btrim(status)))
              ELSE coalesce(status ILIKE '%mql%', false) END
$$;

-- Since when a lead has been marketing-qualified: what a mapped field says, else the CRM's
-- history of its status, else when we first saw it so, else its creation.
CREATE FUNCTION mql_since(p_lead text, p_mapped text, p_created timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT coalesce(read_instant(p_mapped),
                  (SELECT max(h.created_at) FROM lead_history AS h
                    WHERE h.record_id = p_lead AND lower(h.field) = 'status' AND is_mql(h.new_value) AND NOT is_mql(h.old_value)
                      AND h.created_at < as_of() AND NOT h.is_deleted),
                  (SELECT nullif(min(v.valid_from), '-infinity') FROM lead_version AS v
                    WHERE v.lead_id = p_lead AND is_mql(v.status) AND v.valid_from <= as_of()),
                  p_created)
$$;
