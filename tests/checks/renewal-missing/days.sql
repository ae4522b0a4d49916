-- D7, as of 30 June: a subscription that ends within 90 days, from 30 June to 28 September; the 29th is 91 days
-- away, and what ended the day before is over.
SELECT given_account('001' || n, '005ann') FROM unnest('{at,over,today,past,none,words}'::text[]) AS n;
UPDATE account_version SET name = CASE account_id WHEN '001today' THEN '' ELSE name END, custom = jsonb_build_object('subscription_end',
  CASE account_id WHEN '001at' THEN '2026-09-28' WHEN '001over' THEN '2026-09-29' WHEN '001today' THEN '2026-06-30' WHEN '001past' THEN '2026-06-29' WHEN '001words' THEN 'never' END);
