-- title: Business with a sanctioned country
-- rule: B12
-- why: the law forbids business with these countries and regions
-- fix: stop, and ask whoever is responsible for compliance before anything else is sent
-- needs: account, sanctions-list
-- evidence: record billing_country billing_state shipping_country shipping_state country state, lists sanctions
-- column: place, Where, text
-- column: type, Type, text
WITH placed AS (
  SELECT 'account' AS record_type, a.account_id AS record_id, a.name, a.owner_id, a.account_id, a.type, v.*
    FROM account_in_scope AS a
   CROSS JOIN LATERAL (VALUES (1, 'country', 'billing country', a.billing_country), (2, 'region', 'billing state', a.billing_state),
                              (3, 'country', 'shipping country', a.shipping_country), (4, 'region', 'shipping state', a.shipping_state))
           AS v (nth, kind, field, place)
  UNION ALL
  SELECT 'lead', l.lead_id, l.name, l.owner_id, NULL, l.status, v.*
    FROM lead_in_scope AS l
   CROSS JOIN LATERAL (VALUES (1, 'country', 'country', l.country), (2, 'region', 'state', l.state)) AS v (nth, kind, field, place)
), forbidden AS (
  SELECT p.*
    FROM placed AS p
   WHERE (p.kind, place_words(p.place)) IN (SELECT kind, name FROM sanctioned_place)
      OR (p.kind, place_words(regexp_replace(p.place, '[,(].*', ''))) IN (SELECT kind, name FROM sanctioned_place)
)
SELECT f.record_type, f.record_id, CASE WHEN is_blank(f.name) THEN f.record_id ELSE f.name END AS label,
       coalesce(f.owner_id, '') AS rep_id, f.account_id, 'fail' AS severity,
       format('on the list of sanctions: %s', string_agg(f.field || ' ' || f.place, ', ' ORDER BY f.nth)) AS why,
       count(*) AS weight, string_agg(f.field || ' ' || f.place, ', ' ORDER BY f.nth) AS place, f.type
  FROM forbidden AS f
 GROUP BY f.record_type, f.record_id, f.name, f.owner_id, f.account_id, f.type
 ORDER BY f.record_id
