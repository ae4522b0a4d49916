-- D6, far is more than 20 percent from hosts by price: of 100 hosts at 10 it is 1000, so 1200 and 800 are near,
-- 1200.01 and 799.99 far, in the first stage too. One of the two alone says nothing.
SELECT given_setting('opportunities', 'first_stages', 'Discovery');
SELECT given_opportunity('006' || n, stage => CASE n WHEN 'first' THEN 'Discovery' ELSE 'Proposal' END) FROM unnest('{over,at,below,under,first,hosts,price,none,zero,firstzero}'::text[]) AS n;
UPDATE opportunity_version SET stage = 'Discovery' WHERE opportunity_id = '006firstzero';
UPDATE opportunity_version SET custom = CASE opportunity_id WHEN '006hosts' THEN '{"hosts": "100"}' WHEN '006price' THEN '{"price": "10"}' WHEN '006none' THEN '{"hosts": "0", "price": "10"}' ELSE '{"hosts": "100", "price": "10"}' END::jsonb,
       amount = CASE opportunity_id WHEN '006over' THEN 1200.01 WHEN '006at' THEN 1200 WHEN '006below' THEN 800 WHEN '006under' THEN 799.99 WHEN '006zero' THEN 0 WHEN '006firstzero' THEN 0 ELSE 5 END;
-- Other accounts change nothing.
SELECT given_account('001other1'), given_account('001other2');
