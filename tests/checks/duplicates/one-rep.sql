-- B10, a group belongs to the owner of its first record: a run for Ben sees the others'
-- records in it, and tells what is Ben's.
SELECT given_scope('005ben');
SELECT given_account('0011', '005ben', 'Acme'), given_account('0012', '005ann', 'Acme'), given_account('0013', '005ann', 'Best'), given_account('0014', '005ben', 'Best'),
       given_account('0015', '005ann', 'Calm'), given_account('0016', '005ann', 'Calm');
SELECT given_contact('0031'), given_contact('0032'), given_lead('00Q1', '005ben'), given_lead('00Q2', '005ann');
UPDATE account_version SET website = 'acme.com' WHERE account_id IN ('0011', '0012');
UPDATE contact_version SET email = 'al@acme.com', owner_id = CASE contact_id WHEN '0031' THEN '005ben' ELSE '005ann' END;
UPDATE lead_version SET email = 'al@acme.com';
