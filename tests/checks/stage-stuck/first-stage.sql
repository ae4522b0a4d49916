-- D5, the first stage has 60 days: the one that the configuration names, and then not the first of the CRM's list.
SELECT given_setting('opportunities', 'first_stages', 'Discovery'), given_stage('Talk', false), given_stage('Discovery', false);
UPDATE opportunity_stage SET sort_order = CASE label WHEN 'Talk' THEN 1 ELSE 2 END;
SELECT given_opportunity('006' || n, stage => stage), given_snapshot('006' || n, '2026-05-30 09:00', stage) FROM (VALUES ('talk', 'Talk'), ('disc', 'Discovery')) AS v (n, stage);
