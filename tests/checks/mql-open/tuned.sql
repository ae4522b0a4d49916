-- E2, the days are the owner's, the statuses those of the configuration; a run for one rep tells that rep's alone.
SELECT given_scope('005ann'), given_user('005ann'), given_setting('leads', 'mql_statuses', 'Hot'), given_parameter('mql-open', 'warn_days', '2', rep => '005ann'), given_parameter('mql-open', 'fail_days', '4', rep => '005ann');
SELECT given_lead('00Q' || n, CASE n WHEN 'ben' THEN '005ben' ELSE '005ann' END) FROM unnest('{warn,under,fail,mql,ben}'::text[]) AS n;
UPDATE lead_version SET status = CASE lead_id WHEN '00Qmql' THEN 'MQL' ELSE 'hot' END,
       created_at = given_instant(CASE lead_id WHEN '00Qwarn' THEN '2026-06-28'::timestamp WHEN '00Qunder' THEN '2026-06-29' WHEN '00Qfail' THEN '2026-06-26' ELSE '2026-05-01' END);
