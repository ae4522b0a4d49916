-- E2, from 16 February 2028 to 1 March it is 14 days, for there is a leap day between; from the 17th 13.
SELECT given_as_of('2028-03-01 09:00'), given_lead('00Qat'), given_lead('00Qunder');
UPDATE lead_version SET status = 'MQL', created_at = given_instant(CASE lead_id WHEN '00Qat' THEN '2028-02-16'::timestamp ELSE '2028-02-17' END);
