-- D3, the days are the owner's, and a run for one rep tells that rep's alone: due 3 days ago is told at 3, 2 days ago not;
-- a stage that changed 5 days ago at 5 (25 June by the org's clock), 4 not. Both at once are one row.
SELECT given_scope('005ann'), given_user('005ann'), given_account('001acme'), given_watched('opportunity', '2026-06-01 03:00');
SELECT given_parameter('next-step-overdue', 'overdue_days', '3', rep => '005ann'), given_parameter('next-step-overdue', 'unedited_days', '5', rep => '005ann');
SELECT given_opportunity('006' || n, '001acme', owner => CASE n WHEN 'ben' THEN '005ben' ELSE '005ann' END) FROM unnest('{due,under,stage,young,both,ben}'::text[]) AS n;
UPDATE opportunity_version SET name = CASE opportunity_id WHEN '006both' THEN '?' ELSE name END, amount = 7, next_step = 'Call', custom = jsonb_build_object('next_step_due',
         CASE opportunity_id WHEN '006due' THEN '2026-06-27' WHEN '006both' THEN '2026-06-26' WHEN '006under' THEN '2026-06-28' WHEN '006ben' THEN '2026-01-01'
                             WHEN '006stage' THEN '2026-07-30' END);
SELECT given_snapshot('006' || n, '2026-04-01 09:00', 'Talk'), given_snapshot('006' || n, at, 'Proposal')
  FROM (VALUES ('stage', '2026-06-25 23:30'::timestamp), ('young', '2026-06-26 00:00'), ('both', '2026-06-25 23:30')) AS v (n, at);
