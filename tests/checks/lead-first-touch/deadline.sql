-- E1, one business day after creation, counted from the next opening when outside. As of Tuesday 30 June 12:00: made on Monday
-- 12:00 and untouched is due at that instant, a second later not yet. Friday 26 June 17:00 opens on Monday 07:00: due on Tuesday 07:00.
-- A touch at the deadline is in time, a second later late.
SELECT given_calendar(), given_user('005ann');
SELECT given_lead('00Q' || n, '005ann') FROM unnest('{at,under,friday,intime,late,conv,closed,unowned}'::text[]) AS n;
UPDATE lead_version SET status = CASE lead_id WHEN '00Qclosed' THEN 'Closed' ELSE 'New' END, is_converted = CASE lead_id WHEN '00Qconv' THEN true WHEN '00Qat' THEN false END, name = CASE lead_id WHEN '00Qfriday' THEN ' ' ELSE name END,
       owner_id = CASE lead_id WHEN '00Qunowned' THEN NULL ELSE owner_id END,
       created_at = given_instant(CASE lead_id WHEN '00Qat' THEN '2026-06-29 12:00'::timestamp WHEN '00Qunder' THEN '2026-06-29 12:00:01' WHEN '00Qfriday' THEN '2026-06-26 17:00' ELSE '2026-06-22 10:00' END);
SELECT given_task('005ann', '00Qintime', '2026-06-23 10:00'), given_task('005ann', '00Qlate', '2026-06-23 10:00:01'), given_task('005ann', '00Qlate', '2026-06-24 10:00');
