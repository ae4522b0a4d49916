-- title: Opportunities of the account
SELECT NULL AS at, o.close_date AS day,
       concat_ws(', ', CASE WHEN is_blank(o.name) THEN o.opportunity_id ELSE o.name END, 'stage ' || o.stage, o.amount::text) AS what,
       user_words(o.owner_id) AS who, o.opportunity_id AS id, NULL AS counts,
       concat_ws(', ', CASE WHEN o.opportunity_id = f.record_id THEN 'the one itself' END,
                 CASE WHEN o.is_won THEN 'won' WHEN o.is_closed THEN 'lost' ELSE 'open' END,
                 'type ' || nullif(btrim(o.type), ''),
                 CASE WHEN is_renewal_type(o.type) THEN 'a renewal by its type' WHEN o.name ~* '\mrenewal' THEN 'a renewal by its name' END,
                 'subscription to ' || (o.custom ->> 'subscription_end')) AS remark
  FROM finding AS f
  JOIN opportunity AS o ON o.account_id = f.account_id
 WHERE f.finding_id = $1
 ORDER BY o.close_date, o.opportunity_id
