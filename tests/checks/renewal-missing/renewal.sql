-- D7, an open renewal is of a type of the configuration, or says so by its name; a closed one, one of another
-- account, other business, and "nonrenewal" are none.
SELECT given_account('001' || n), given_opportunity('006' || n, '001' || n) FROM unnest('{type,name,closed,other,word,elsewhere,gone}'::text[]) AS n;
UPDATE account_version SET custom = '{"subscription_end": "2026-08-01"}';
UPDATE opportunity_version SET type = CASE opportunity_id WHEN '006type' THEN 'existing business ' WHEN '006closed' THEN 'Renewal' WHEN '006gone' THEN 'Renewal' WHEN '006other' THEN 'New Business' WHEN '006elsewhere' THEN 'Renewal' END,
       name = CASE opportunity_id WHEN '006name' THEN 'Acme RENEWAL 2026' WHEN '006word' THEN 'Acme nonrenewal' ELSE 'Acme' END, crm_closed = CASE opportunity_id WHEN '006closed' THEN true END,
       account_id = CASE opportunity_id WHEN '006elsewhere' THEN '001far' ELSE account_id END, is_deleted = opportunity_id = '006gone';
