-- title: Opportunity fields missing
-- rule: B2
-- why: forecast, invoice and renewal read these fields; a gap is found out at the worst moment
-- fix: fill the fields named on the record
-- needs: opportunity
-- evidence: required
-- column: missing, Missing, text
-- column: missing_names, Their columns, text
-- column: missing_count, Fields missing, integer
-- column: stage, Stage, text
-- column: amount, Amount, money
-- column: account, Account, text
WITH field AS MATERIALIZED (
  SELECT * FROM required_field WHERE object = 'opportunity'
), lacking AS MATERIALIZED (
  SELECT o.*, v.fields
    FROM opportunity_in_scope AS o
   CROSS JOIN LATERAL (SELECT jsonb_build_object('account_id', o.account_id, 'name', o.name, 'amount', o.amount,
                                                 'next_step', o.next_step, 'close_date', o.close_date,
                                                 'stage', o.stage, 'owner_id', o.owner_id, 'type', o.type) || o.custom AS fields OFFSET 0) AS v
   WHERE (NOT o.is_closed OR o.is_won) AND EXISTS (SELECT FROM field AS f WHERE is_blank(v.fields ->> f.name))
)
SELECT 'opportunity' AS record_type, o.opportunity_id AS record_id,
       CASE WHEN is_blank(o.name) THEN o.opportunity_id ELSE o.name END AS label, coalesce(o.owner_id, '') AS rep_id, o.account_id,
       CASE WHEN m.fails THEN 'fail' ELSE 'warn' END AS severity,
       format('lacks %s', m.missing) AS why, m.missing_count AS weight,
       m.missing, m.missing_names, m.missing_count, o.stage, o.amount, a.name AS account
  FROM lacking AS o
 CROSS JOIN LATERAL (SELECT string_agg(f.label, ', ' ORDER BY f.place) AS missing,
                            jsonb_agg(f.name ORDER BY f.place) AS missing_names, count(*) AS missing_count,
                            bool_or(f.severity = 'fail') AS fails
                       FROM field AS f
                      WHERE (o.is_won OR NOT f.of_customers)
                        AND (f.name <> 'reseller' OR read_bool(o.fields ->> 'sold_through_reseller'))
                        AND is_blank(o.fields ->> f.name)) AS m
  LEFT JOIN account AS a ON a.account_id = o.account_id
 WHERE m.missing_count > 0
 ORDER BY o.opportunity_id
