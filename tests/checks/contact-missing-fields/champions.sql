-- B3, the account of an open opportunity should have a champion. Acme has none, Best has one,
-- Calm has no open opportunity, Done's champion is deleted, Else's is another account's.
UPDATE source_field SET is_present = false WHERE object = 'contact';
SELECT given_object_fields('account', 'x');
INSERT INTO source_field VALUES ('contact', 'is_champion', 'Champion__c', 'text', 1000, true, true, true);
SELECT given_account('001' || n, CASE n WHEN 'nob' THEN NULL ELSE '005ann' END, CASE n WHEN 'nob' THEN '?' END) FROM unnest('{acme,best,calm,done,nob}'::text[]) AS n;
SELECT given_opportunity('006' || n, '001' || n, '005ann', CASE n WHEN 'calm' THEN 'Closed Won' ELSE 'Proposal' END) FROM unnest('{acme,best,calm,done,nob}'::text[]) AS n;
SELECT given_contact('003acme', '001acme'), given_contact('003best', '001best'), given_contact('003other', '001best'), given_contact('003done', '001done', true);
UPDATE contact_version SET custom = CASE contact_id WHEN '003acme' THEN '{"is_champion": "No"}' WHEN '003other' THEN '{"is_champion": "0"}' ELSE '{"is_champion": "1"}' END::jsonb;
