-- B12, an account or lead in a country of the list fails, by name or code, however it is
-- written; Guinea-Bissau isn't Guinea, South Sudan isn't Sudan.
SELECT given_setting('sanctions', 'countries', 'Iran, KP, Guinea, Sudan');
SELECT given_account('001' || n, CASE n WHEN 19 THEN NULL ELSE '005ann' END, CASE n WHEN 19 THEN '?' ELSE 'A' || n END, 'Prospect') FROM generate_series(10, 21) AS n;
UPDATE account_version AS a SET billing_country = v.country
  FROM (VALUES (10, 'Iran'), (11, 'IR'), (12, ' i.r. '), (13, 'Iran, Islamic Republic of'), (14, 'North  Korea'), (15, 'Guinea-Bissau'), (16, 'South Sudan'), (17, 'US'), (18, NULL),
               (19, 'guinea'), (20, 'Sudan (North)'), (21, 'Irania')) AS v (n, country)
 WHERE a.account_id = '001' || v.n;
SELECT given_lead('00Qir', '005ben'), given_lead('00Qus', '005ben');
UPDATE lead_version SET country = CASE lead_id WHEN '00Qir' THEN 'IRN' ELSE 'US' END, status = 'Open';
