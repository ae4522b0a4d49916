-- I1 names the deal, and one without a name by its id. Five days from 26 June are 1 July, tomorrow.
SELECT given_opportunity('006' || n), given_value('006' || n, 'trial_start', '2026-06-26') FROM unnest('{deal,none}'::text[]) AS n;
UPDATE opportunity_version SET name = '?' WHERE opportunity_id = '006none';
