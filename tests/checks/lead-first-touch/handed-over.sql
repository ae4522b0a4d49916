-- E1, a lead that was handed over waits for its new owner's first touch, from when the CRM's history tells (15 June 09:00), else from when our
-- versions saw it (16 June 03:00): there touches count from a day before. From the queue, from nobody or back again, it is the last time.
SELECT given_calendar(), given_user('005ann'), given_user('005ben'), given_lead('00Qowned', '005ann');
SELECT given_lead('00Q' || n, '005ben') FROM unnest('{history,before,after,version,eve,eve2,again,same,late}'::text[]) AS n;
UPDATE lead_version SET created_at = given_instant('2026-01-05 09:00'), owner_id = CASE lead_id WHEN '00Qsame' THEN NULL ELSE owner_id END;
SELECT given_field_change('00Q' || n, at::timestamp, field, old, new, deleted)
  FROM (VALUES ('history', '2026-06-15 09:00', 'Owner', '005ben', '005ann', false), ('history', '2026-06-14 09:00', 'Owner', '005ben', '005ann', false), ('history', '2026-06-17 09:00', 'Owner', '005ben', '005ann', true),
               ('history', '2026-06-17 09:00', 'Rating', '005ben', '005ann', false), ('history', '2026-06-17 09:00', 'Owner', '005ann', '005ben', false), ('history', '2026-06-30 12:00', 'Owner', '005ben', '005ann', false),
               ('before', '2026-06-15 09:00', 'Owner', '005ben', '005ann', false), ('after', '2026-06-15 09:00', 'Owner', '005ben', '005ann', false), ('owned', '2026-06-15 09:00', 'Owner', '005ann', '005ben', false)) AS v (n, at, field, old, new, deleted);
SELECT given_lead_change('00Q' || n, '2026-06-16 03:00', owner => '005ann') FROM unnest('{history,before,after,version,eve,eve2,again,same}'::text[]) AS n;
SELECT given_lead_change('00Qversion', '2026-06-20 03:00', 'Working'), given_lead_change('00Qagain', '2026-06-17 03:00', owner => '005ben'), given_lead_change('00Qagain', '2026-06-23 03:00', owner => '005ann');
SELECT given_lead_change('00Qlate', '2026-06-29 03:00', owner => '005ann');
SELECT given_task('005ann', '00Q' || n, at::timestamp) FROM (VALUES ('before', '2026-06-15 08:59:59'), ('after', '2026-06-15 09:00'), ('eve', '2026-06-15 03:00'), ('eve2', '2026-06-15 02:59:59'), ('again', '2026-06-17 09:00')) AS v (n, at);
