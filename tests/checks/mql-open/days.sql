-- E2, 14 days warn, 30 fail, counted by dates of the org's zone: as of 30 June since 16 June 23:30 warns, since
-- 17 June 00:00 not; since 31 May fails, since 1 June warns. Converted ones are let go.
SELECT given_lead('00Q' || n, '005ann') FROM unnest('{warn,under,fail,almost,conv,other,noname}'::text[]) AS n;
UPDATE lead_version SET status = CASE lead_id WHEN '00Qother' THEN 'Working' ELSE 'MQL' END, is_converted = CASE lead_id WHEN '00Qconv' THEN true WHEN '00Qwarn' THEN false END, company = 'Acme',
       name = CASE lead_id WHEN '00Qnoname' THEN '?' ELSE name END,
       created_at = given_instant(CASE lead_id WHEN '00Qwarn' THEN '2026-06-16 23:30'::timestamp WHEN '00Qunder' THEN '2026-06-17 00:00' WHEN '00Qfail' THEN '2026-05-31 23:59:59' WHEN '00Qalmost' THEN '2026-06-01 00:00' ELSE '2026-05-01' END);
