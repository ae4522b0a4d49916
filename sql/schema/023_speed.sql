-- What makes a run quick, for all reps and for one. Nothing here changes what is found.
--
-- Three costs dominated the checks, and each has its way round here:
--  * A function that reads a table costs ten to twenty microseconds a call, for such a
--    function cannot be inlined. A lookup with few answers stands in FROM instead, as a
--    function that returns rows: that one is inlined, and the planner keeps an answer per
--    different argument (Memoize). OFFSET 0 holds it together: without it, the lookup would
--    be moved up into the list of columns and be done row by row again.
--  * The account of a deal may be the master of a merged one, which no index knows: the
--    deals of an account are asked for by deals_of().
--  * as_of() reads a setting of the session each time: records that began before all
--    times or go on for good are in force without asking it.

CREATE OR REPLACE VIEW crm_user AS
SELECT user_id, name, username, email, alias, is_active, user_type, role_id, manager_id, zone, custom
  FROM crm_user_version
 WHERE (valid_from = '-infinity' OR valid_from <= as_of()) AND (valid_to = 'infinity' OR valid_to > as_of()) AND NOT is_deleted;

CREATE OR REPLACE VIEW account AS
SELECT *
  FROM account_version
 WHERE (valid_from = '-infinity' OR valid_from <= as_of()) AND (valid_to = 'infinity' OR valid_to > as_of()) AND NOT is_deleted;

CREATE OR REPLACE VIEW contact AS
SELECT *
  FROM contact_version
 WHERE (valid_from = '-infinity' OR valid_from <= as_of()) AND (valid_to = 'infinity' OR valid_to > as_of()) AND NOT is_deleted;

CREATE OR REPLACE VIEW lead AS
SELECT *
  FROM lead_version
 WHERE (valid_from = '-infinity' OR valid_from <= as_of()) AND (valid_to = 'infinity' OR valid_to > as_of()) AND NOT is_deleted;

-- What the CRM's list says of a stage, one row for each name.
CREATE VIEW stage_said AS
SELECT DISTINCT ON (label) label, is_closed, is_won FROM opportunity_stage WHERE NOT is_deleted ORDER BY label, stage_id;

CREATE OR REPLACE VIEW opportunity_raw AS
SELECT o.opportunity_id, o.valid_from, o.valid_to, o.account_id, o.owner_id, o.name, o.stage, o.amount, o.close_date,
       o.next_step, o.type, o.crm_closed, o.crm_won, o.created_at, o.is_deleted, o.stamp, o.custom, o.extra,
       coalesce(o.crm_closed, s.is_closed,
                o.stage ILIKE 'closed%' OR lower(o.stage) IN (SELECT lower(c) FROM setting_list('opportunities', 'closed_stages') AS c),
                false) AS is_closed,
       coalesce(o.crm_won, s.is_won, o.stage ILIKE 'closed won%', false) AS is_won,
       o.stage_changed_at, o.push_count, o.contract_id, o.lead_source, o.probability
  FROM opportunity_version AS o
  LEFT JOIN stage_said AS s ON s.label = o.stage
 WHERE (o.valid_from = '-infinity' OR o.valid_from <= as_of()) AND (o.valid_to = 'infinity' OR o.valid_to > as_of())
   AND NOT o.is_deleted;

-- The same with the masters of merged accounts; recorded_account_id is what the deal says itself,
-- for an index knows that one.
CREATE OR REPLACE VIEW opportunity AS
SELECT r.opportunity_id, r.valid_from, r.valid_to, coalesce(m.master_id, r.account_id) AS account_id, r.owner_id, r.name, r.stage,
       r.amount, r.close_date, r.next_step, r.type, r.crm_closed, r.crm_won, r.created_at, r.is_deleted, r.stamp, r.custom,
       r.extra, r.is_closed, r.is_won, r.stage_changed_at, r.push_count, r.contract_id, r.lead_source, r.probability,
       r.account_id AS recorded_account_id
  FROM opportunity_raw AS r
  LEFT JOIN record_master AS m ON m.loser_id = r.account_id AND m.merged_at <= as_of();

-- The opportunities of an account, those of accounts merged into it included.
CREATE FUNCTION deals_of(p_account text) RETURNS SETOF opportunity LANGUAGE sql STABLE AS $$
  SELECT o.*
    FROM opportunity AS o
   WHERE o.account_id = p_account
     AND o.recorded_account_id = ANY (p_account || array(SELECT m.loser_id FROM record_master AS m WHERE m.master_id = p_account))
$$;

CREATE OR REPLACE FUNCTION account_deals(p_account text) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT o.opportunity_id FROM deals_of(p_account) AS o
$$;

-- The thresholds of a check for a rep, to be joined: thresholds('rep-quiet', r.rep_id) AS p (params).
CREATE FUNCTION thresholds(p_check text, p_rep text) RETURNS TABLE (params jsonb) LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT r.params FROM run_param AS r
                    WHERE r.run_id = run_id() AND r.check_id = p_check AND r.rep_id IN (p_rep, '')
                    ORDER BY r.rep_id DESC
                    LIMIT 1),
                  threshold_missing(p_check))
  OFFSET 0
$$;

CREATE OR REPLACE FUNCTION subscription_end_of(p_account text, p_mapped text)
RETURNS TABLE (ends_on date, told_by text) LANGUAGE sql STABLE AS $$
  SELECT e.ends_on, e.told_by
    FROM (SELECT 1 AS place, read_date(p_mapped) AS ends_on, 'the account' AS told_by
          UNION ALL
          SELECT 2, read_date(o.custom ->> 'subscription_end'), 'a won opportunity'
            FROM deals_of(p_account) AS o
           WHERE o.is_won
          UNION ALL
          SELECT 3, c.ends_on, 'a contract'
            FROM contract AS c
           WHERE c.account_id = p_account AND NOT c.is_deleted AND lower(coalesce(c.status_code, c.status)) = 'activated') AS e
   WHERE e.ends_on IS NOT NULL
   ORDER BY e.ends_on DESC, e.place
   LIMIT 1
$$;
