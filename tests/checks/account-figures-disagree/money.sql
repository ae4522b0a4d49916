-- B6, money within 0.01 either way is equal, by a hair more it isn't; Ben may be 5 off.
SELECT given_object_fields('account', 'cumulative_revenue'), given_parameter('account-figures-disagree', 'money_tolerance', '5', rep => '005ben');
SELECT given_user('005ann'), given_user('005ben');
SELECT given_account('001' || n, CASE WHEN n IN ('five', 'six') THEN '005ben' ELSE '005ann' END) FROM unnest('{at,over,less,under,five,six}'::text[]) AS n;
SELECT given_opportunity('006' || n, '001' || n, '005ann', 'Closed Won') FROM unnest('{at,over,less,under,five,six}'::text[]) AS n;
UPDATE opportunity_version SET amount = 100;
UPDATE account_version SET custom = jsonb_build_object('cumulative_revenue', CASE account_id WHEN '001at' THEN '100.01' WHEN '001over' THEN '100.011' WHEN '001less' THEN '99.99'
  WHEN '001under' THEN '99.989' WHEN '001five' THEN '105' ELSE '105.01' END);
