-- D5, the first stage of the CRM's list may be one of which it doesn't say whether it is open: it has 60 days.
SELECT given_stage('Talk', NULL), given_stage('Offer', false);
UPDATE opportunity_stage SET sort_order = CASE label WHEN 'Talk' THEN 1 ELSE 2 END;
SELECT given_opportunity('006' || n, stage => stage), given_snapshot('006' || n, '2026-05-30 09:00', stage) FROM (VALUES ('talk', 'Talk'), ('offer', 'Offer')) AS v (n, stage);
