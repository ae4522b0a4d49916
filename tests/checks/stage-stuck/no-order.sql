-- D5, stages that the CRM's list doesn't put in order tell of no first one: 31 days are too long.
SELECT given_stage('Talk', false), given_opportunity('006talk', stage => 'Talk'), given_snapshot('006talk', '2026-05-30 09:00', 'Talk');
