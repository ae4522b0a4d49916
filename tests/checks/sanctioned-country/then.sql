-- B12 by what was in force: Left is in Iran until a second after as of and is told, Now left at as of,
-- Soon is there from a second after on; neither is.
SELECT given_setting('sanctions', 'countries', 'Iran');
SELECT given_account('001' || n, '005ann') FROM unnest('{left,now,soon}'::text[]) AS n;
UPDATE account_version SET billing_country = CASE account_id WHEN '001soon' THEN 'US' ELSE 'Iran' END,
       valid_to = given_instant(CASE account_id WHEN '001now' THEN '2026-06-30 12:00' ELSE '2026-06-30 12:00:01' END::timestamp);
INSERT INTO account_version (account_id, valid_from, valid_to, owner_id, name, billing_country)
SELECT account_id, valid_to, 'infinity', owner_id, name, CASE billing_country WHEN 'US' THEN 'Iran' ELSE 'US' END FROM account_version;
