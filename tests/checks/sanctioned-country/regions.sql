-- B12, regions in the place of the state, countries in that of the country, billing and
-- shipping; one row for a record. A run for one rep tells that rep's alone.
SELECT given_scope('005ann'), given_setting('sanctions', 'countries', 'Cuba'), given_setting('sanctions', 'regions', 'Crimea, Donetsk');
SELECT given_account('001' || n, CASE n WHEN 'ben' THEN '005ben' ELSE '005ann' END) FROM unnest('{both,ship,swap,ben,fine}'::text[]) AS n;
UPDATE account_version SET billing_state = 'Crimea', billing_country = 'Ukraine', shipping_country = 'CU', shipping_state = 'Donetsk' WHERE account_id = '001both';
UPDATE account_version SET shipping_state = 'crimea (UA)' WHERE account_id IN ('001ship', '001ben');
UPDATE account_version SET billing_state = 'Cuba', billing_country = 'Crimea', shipping_state = 'Cuba', shipping_country = 'Donetsk' WHERE account_id = '001swap';
SELECT given_lead('00Qstate', '005ann'), given_lead('00Qswap', '005ann');
UPDATE lead_version SET state = CASE lead_id WHEN '00Qstate' THEN 'Donetsk' ELSE 'Cuba' END, country = CASE lead_id WHEN '00Qswap' THEN 'Donetsk' END;
