-- D3, the CRM tracks the next step since the first edit that it tells of, 1 May 09:00: a stage that changed at that instant is judged, one that changed a second before isn't.
SELECT given_opportunity('006' || n) FROM unnest('{at,before,other}'::text[]) AS n;
UPDATE opportunity_version SET next_step = 'Call';
SELECT given_field_change('006other', '2026-05-01 09:00', 'NextStep', 'a', 'b');
SELECT given_snapshot('006' || n, '2026-04-01 09:00', 'Talk'), given_snapshot('006' || n, CASE n WHEN 'at' THEN '2026-05-01 09:00'::timestamp ELSE '2026-05-01 08:59:59' END, 'Proposal') FROM unnest('{at,before}'::text[]) AS n;
-- Other fields are tracked since April.
SELECT given_field_change('006other', '2026-04-01 09:00', 'Amount', '1', '2');
