-- E1, days are the org's: a touch dated 15 June answers a hand-over on that day at 21:00 (the 16th in UTC), one dated the 14th doesn't. As of
-- 24 June 21:00 a lead of the 22nd is 2 days old.
SELECT given_calendar(), given_user('005ann'), given_as_of('2026-06-24 21:00');
SELECT given_lead('00Q' || n, '005ann') FROM unnest('{dated,eve,young}'::text[]) AS n;
UPDATE lead_version SET created_at = given_instant(CASE lead_id WHEN '00Qyoung' THEN '2026-06-22 09:00'::timestamp ELSE '2026-01-05 09:00' END);
SELECT given_field_change('00Qdated', '2026-06-15 21:00', 'Owner', '005ben', '005ann'), given_field_change('00Qeve', '2026-06-15 21:00', 'Owner', '005ben', '005ann');
SELECT given_dated_task('005ann', '00Qdated', '2026-06-15'), given_dated_task('005ann', '00Qeve', '2026-06-14');
