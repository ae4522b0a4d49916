-- E1, with no days at all what is due is due at once; what begins at as of hasn't yet.
SELECT given_calendar(), given_user('005ann'), given_parameter('lead-first-touch', 'sla_days', '0'), given_lead('00Qat', '005ann'), given_lead('00Qbefore', '005ann');
UPDATE lead_version SET created_at = given_instant(CASE lead_id WHEN '00Qat' THEN '2026-06-30 12:00'::timestamp ELSE '2026-06-30 11:59:59' END);
