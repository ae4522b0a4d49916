-- E2 counts dates, whatever the hours between: 30 days over the change of clocks of 1 November 2026 fail, 29 warn.
SELECT given_as_of('2026-11-30 00:30'), given_lead('00Qat'), given_lead('00Qunder');
UPDATE lead_version SET status = 'MQL', created_at = given_instant(CASE lead_id WHEN '00Qat' THEN '2026-10-31 23:30'::timestamp ELSE '2026-11-01 00:00' END);
