-- E1, a business day later is the same wall clock where clocks go forward on 8 March 2026: Friday 6 March 12:00 is due on Monday the 9th 12:00, as of; a second later isn't.
SELECT given_calendar(), given_user('005ann'), given_as_of('2026-03-09 12:00'), given_lead('00Qat', '005ann'), given_lead('00Qafter', '005ann');
UPDATE lead_version SET created_at = given_instant(CASE lead_id WHEN '00Qat' THEN '2026-03-06 12:00'::timestamp ELSE '2026-03-06 12:00:01' END);
