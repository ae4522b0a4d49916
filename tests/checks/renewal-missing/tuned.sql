-- D7, the days before and after are the account owner's; a run for one rep tells that rep's alone.
SELECT given_scope('005ann'), given_user('005ann'), given_parameter('renewal-missing', 'warn_days', '10', rep => '005ann'), given_parameter('renewal-missing', 'lapsed_days', '5', rep => '005ann');
SELECT given_account('001' || n, CASE n WHEN 'ben' THEN '005ben' ELSE '005ann' END) FROM unnest('{at,over,lapsed,gone,ben}'::text[]) AS n;
UPDATE account_version SET custom = jsonb_build_object('subscription_end', CASE account_id WHEN '001at' THEN '2026-07-10' WHEN '001over' THEN '2026-07-11' WHEN '001lapsed' THEN '2026-06-25' WHEN '001gone' THEN '2026-06-24' ELSE '2026-07-01' END);
