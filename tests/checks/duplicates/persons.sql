-- B10, contacts with the same e-mail, and leads that match a contact by it; converted leads
-- are left out, two leads alone match nobody.
SELECT given_account('001acme', '005ann'), given_contact('003al', '001acme'), given_contact('003bo', '001acme'), given_contact('003cy'), given_contact('003dot'), given_contact('003eve');
SELECT given_lead('00Qcy', '005ben'), given_lead('00Qcy2'), given_lead('00Qdot', '005ben'), given_lead('00Qfay', '005ben'), given_lead('00Qgus', '005ben');
-- A converted one counts for none in a group of others.
SELECT given_lead('00Qhal', '005ben'), given_lead('00Qhal2', '005ben'), given_contact('003hal');
UPDATE contact_version SET owner_id = CASE contact_id WHEN '003al' THEN '005ann' END,
       email = CASE contact_id WHEN '003al' THEN 'al@acme.com' WHEN '003bo' THEN ' AL@acme.com' WHEN '003cy' THEN 'cy@acme.com' WHEN '003dot' THEN 'dot@acme.com' WHEN '003hal' THEN 'hal@acme.com' ELSE '?' END;
UPDATE contact_version SET name = '?' WHERE contact_id = '003bo';
UPDATE lead_version SET is_converted = lead_id IN ('00Qdot', '00Qhal2'), email = CASE lead_id WHEN '00Qdot' THEN 'dot@acme.com' WHEN '00Qcy' THEN 'Cy@acme.com' WHEN '00Qcy2' THEN 'cy@acme.com' WHEN '00Qhal' THEN 'hal@acme.com' WHEN '00Qhal2' THEN 'hal@acme.com' ELSE 'fay@acme.com' END;
