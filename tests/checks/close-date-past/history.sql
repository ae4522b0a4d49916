-- D2 looks at what was in force at as of: the first version counts as always having been
-- there, a later one from when it was seen. Closed or put off on 1 July, 006deal and 006later
-- were open and past on 30 June; changed exactly at as of is changed.
SELECT given_opportunity('006deal', closes => '2026-06-01'), given_opportunity('006later', closes => '2026-06-01'),
       given_opportunity('006now', closes => '2026-06-01');
UPDATE opportunity_version SET valid_to = CASE opportunity_id WHEN '006now' THEN '2026-06-30 19:00Z' ELSE '2026-07-01 19:00Z' END::timestamptz;
INSERT INTO opportunity_version (opportunity_id, valid_from, valid_to, name, stage, close_date)
VALUES ('006deal', '2026-07-01 19:00Z', 'infinity', 'Deal', 'Closed Lost', '2026-06-01'),
       ('006later', '2026-07-01 19:00Z', 'infinity', 'Later', 'Proposal', '2026-12-01'),
       ('006now', '2026-06-30 19:00Z', 'infinity', 'Now', 'Closed Lost', '2026-06-01');
