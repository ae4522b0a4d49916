-- title: Account fields missing
-- rule: B1
-- why: reports, invoices and routing read these fields; a gap is found out at the worst moment
-- fix: fill the fields named on the record
-- needs: account
-- evidence: required
-- column: missing, Missing, text
-- column: missing_names, Their columns, text
-- column: missing_count, Fields missing, integer
-- column: is_customer, Customer, text
-- column: account_type, Type, text
-- Whether it is a customer is asked of what lacks something alone.
WITH field AS MATERIALIZED (
  SELECT * FROM required_field WHERE object = 'account'
), doubted AS (
  SELECT a.*, v.fields
    FROM account_in_scope AS a
   CROSS JOIN LATERAL (SELECT jsonb_build_object('name', a.name, 'billing_street', a.billing_street, 'billing_city', a.billing_city,
                            'billing_state', a.billing_state, 'billing_postal_code', a.billing_postal_code,
                            'billing_country', a.billing_country, 'parent_id', a.parent_id, 'employees', a.employees,
                            'industry', a.industry, 'rating', a.rating, 'shipping_street', a.shipping_street,
                            'shipping_city', a.shipping_city, 'shipping_state', a.shipping_state,
                            'shipping_postal_code', a.shipping_postal_code, 'shipping_country', a.shipping_country) || a.custom AS fields OFFSET 0) AS v
   WHERE EXISTS (SELECT FROM field AS f WHERE is_blank(v.fields ->> f.name))
  OFFSET 0
), looked_at AS MATERIALIZED (
  SELECT a.*, EXISTS (SELECT FROM customer AS c WHERE c.account_id = a.account_id) AS is_customer,
         a.name ~* '\msubsidiary\M' AS is_subsidiary
    FROM doubted AS a
   WHERE a.account_id NOT IN (SELECT account_id FROM catch_all_account)
     AND NOT EXISTS (SELECT FROM excluded_user AS x WHERE x.user_id = a.owner_id)
), lacking AS (
  SELECT l.account_id, string_agg(f.label, ', ' ORDER BY f.place) AS missing,
         jsonb_agg(f.name ORDER BY f.place) AS missing_names, count(*) AS missing_count,
         bool_or(f.severity = 'fail') AS fails
    FROM looked_at AS l
   CROSS JOIN field AS f
   WHERE (l.is_customer OR NOT f.of_customers)
     AND (f.name <> 'parent_id' OR l.is_subsidiary)
     AND (f.name <> 'billing_state' OR country_has_states(l.billing_country))
     AND (f.name <> 'shipping_state' OR country_has_states(l.shipping_country))
     AND is_blank(l.fields ->> f.name)
   GROUP BY l.account_id
)
SELECT 'account' AS record_type, l.account_id AS record_id, coalesce(nullif(btrim(l.name), ''), l.account_id) AS label,
       coalesce(l.owner_id, '') AS rep_id, l.account_id,
       CASE WHEN m.fails THEN 'fail' ELSE 'warn' END AS severity,
       format('lacks %s', m.missing) AS why, m.missing_count AS weight,
       m.missing, m.missing_names, m.missing_count, CASE WHEN l.is_customer THEN 'yes' ELSE 'no' END AS is_customer,
       l.type AS account_type
  FROM looked_at AS l
  JOIN lacking AS m USING (account_id)
 ORDER BY l.account_id
