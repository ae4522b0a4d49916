-- D6, how far is too far is the owner's, the first stage is the first open one of the CRM's list; a run for one rep tells that rep's alone.
SELECT given_scope('005ann'), given_user('005ann'), given_parameter('amount-zero', 'off_percent', '2.5', rep => '005ann'), given_stage('Dead', true), given_stage('Talk', false), given_stage('Offer', false);
UPDATE opportunity_stage SET sort_order = CASE label WHEN 'Dead' THEN 1 WHEN 'Talk' THEN 2 ELSE 3 END;
SELECT given_opportunity('006' || n, owner => CASE n WHEN 'ben' THEN '005ben' ELSE '005ann' END, stage => stage) FROM (VALUES ('ben', 'Offer'), ('talk', 'Talk'), ('offer', 'Offer'), ('over', 'Talk'), ('at', 'Talk')) AS v (n, stage);
UPDATE opportunity_version SET amount = CASE opportunity_id WHEN '006over' THEN 102.51 ELSE 102.5 END, custom = '{"hosts": "10", "price": "10"}' WHERE opportunity_id IN ('006over', '006at');
