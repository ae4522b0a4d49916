-- title: Opportunity fields missing
-- rule: B2
-- why: forecast, invoice and renewal read these fields; a gap is found out at the worst moment
-- fix: fill the fields named on the record
-- needs: opportunity
-- column: missing, Missing, text
-- column: missing_count, Fields missing, integer
-- column: stage, Stage, text
-- column: amount, Amount, money
-- column: account, Account, text
WITH looked_at AS (
  SELECT o.*, to_jsonb(o) || o.custom AS fields
    FROM opportunity_in_scope AS o
   WHERE NOT o.is_closed OR o.is_won
), lacking AS (
  SELECT l.opportunity_id, string_agg(f.label, ', ' ORDER BY f.place) AS missing,
         jsonb_agg(f.name ORDER BY f.place) AS missing_names, count(*) AS missing_count,
         bool_or(f.severity = 'fail') AS fails
    FROM looked_at AS l
    JOIN required_field AS f ON f.object = 'opportunity'
   WHERE (l.is_won OR NOT f.of_customers)
     AND (f.name <> 'reseller' OR read_bool(l.fields ->> 'sold_through_reseller'))
     AND is_blank(l.fields ->> f.name)
   GROUP BY l.opportunity_id
)
SELECT 'opportunity' AS record_type, l.opportunity_id AS record_id,
       CASE WHEN is_blank(l.name) THEN l.opportunity_id ELSE l.name END AS label, coalesce(l.owner_id, '') AS rep_id, l.account_id,
       CASE WHEN m.fails THEN 'fail' ELSE 'warn' END AS severity,
       format('lacks %s', m.missing) AS why, m.missing_count AS weight,
       m.missing, m.missing_names, m.missing_count, l.stage, l.amount, a.name AS account
  FROM looked_at AS l
  JOIN lacking AS m USING (opportunity_id)
  LEFT JOIN account AS a ON a.account_id = l.account_id
 ORDER BY l.opportunity_id
