-- E1, days and window are the owner's; a run for one rep tells that rep's alone.
SELECT given_scope('005ann'), given_calendar(), given_user('005ann'), given_user('005ben'), given_parameter('lead-first-touch', 'sla_days', '2', rep => '005ann'), given_parameter('lead-first-touch', 'window_days', '5', rep => '005ann');
SELECT given_lead('00Q' || n, CASE n WHEN 'ben' THEN '005ben' ELSE '005ann' END) FROM unnest('{at,under,old,ben}'::text[]) AS n;
UPDATE lead_version SET created_at = given_instant(CASE lead_id WHEN '00Qunder' THEN '2026-06-26 12:00:01'::timestamp WHEN '00Qold' THEN '2026-06-25 11:59:59' ELSE '2026-06-26 12:00' END);
