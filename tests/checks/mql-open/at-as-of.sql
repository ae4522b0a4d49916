-- E2, a lead that our versions saw become marketing-qualified at the as-of instant is so for 0 days, and not since it was created.
SELECT given_lead('00Qnow'), given_lead('00Qalways');
UPDATE lead_version SET created_at = given_instant('2026-06-10 09:00'), status = CASE lead_id WHEN '00Qalways' THEN 'MQL' ELSE 'New' END;
SELECT given_lead_change('00Qnow', '2026-06-30 12:00', 'MQL');
