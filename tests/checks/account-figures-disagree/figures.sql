-- B6, stored figures that differ from the records: two opportunities and a lost one, two won
-- for 100.50 and 50, the first on 1 March. Whole says so, Wrong says everything else.
SELECT given_object_fields('account', 'total_opportunities', 'deals_won', 'first_deal_close', 'cumulative_revenue', 'subscription_end'), given_object_fields('opportunity', 'subscription_end');
SELECT given_account('001' || n, '005ann') FROM unnest('{whole,wrong,blank,odd}'::text[]) AS n;
SELECT given_opportunity('006' || n || s, '001' || n, '005ann', stage, closes::date, deleted => s = 'x')
  FROM unnest('{whole,wrong,blank,odd}'::text[]) AS n, (VALUES ('a', 'Closed Won', '2026-03-01'), ('b', 'Closed Won', '2026-05-01'), ('c', 'Closed Lost', '2026-01-01'), ('x', 'Closed Won', '2025-01-01')) AS v (s, stage, closes);
UPDATE opportunity_version SET amount = CASE right(opportunity_id, 1) WHEN 'a' THEN 100.50 WHEN 'b' THEN 50 ELSE 7 END,
       custom = CASE right(opportunity_id, 1) WHEN 'a' THEN '{"subscription_end": "2027-03-01"}' WHEN 'b' THEN '{"subscription_end": "2027-02-01"}' ELSE '{"subscription_end": "2029-01-01"}' END::jsonb;
UPDATE account_version SET custom = '{"total_opportunities": "3.0", "deals_won": "2", "first_deal_close": "2026-03-01", "cumulative_revenue": "150.50", "subscription_end": "2027-03-01"}' WHERE account_id = '001whole';
UPDATE account_version SET custom = '{"total_opportunities": "4", "deals_won": "1", "first_deal_close": "2026-05-01", "cumulative_revenue": "157.50", "subscription_end": "2027-02-01"}' WHERE account_id = '001wrong';
UPDATE account_version SET custom = '{"total_opportunities": "", "deals_won": "?", "cumulative_revenue": " "}' WHERE account_id = '001blank';
UPDATE account_version SET custom = '{"total_opportunities": "three", "cumulative_revenue": "much", "first_deal_close": "spring", "subscription_end": "soon", "deals_won": "both"}' WHERE account_id = '001odd';
