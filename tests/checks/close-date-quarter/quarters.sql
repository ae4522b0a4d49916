-- D8, from 30 June to 1 July is a later quarter, from 1 April to 30 June none; from December to January is one,
-- back is none, and so is one that was taken back. Closed deals are let go.
SELECT given_opportunity('006' || n, '001acme', '005ann', closes => CASE n WHEN 'back' THEN '2026-06-30'::date WHEN 'empty' THEN NULL ELSE now END, closed => CASE n WHEN 'won' THEN true END),
       given_snapshot('006' || n, '2026-06-01 09:00', 'Proposal', was), given_snapshot('006' || n, '2026-06-02 09:00', 'Proposal', now)
  FROM (VALUES ('edge', '2026-06-30'::date, '2026-07-01'::date), ('same', '2026-04-01', '2026-06-30'), ('year', '2026-12-31', '2027-01-01'), ('earlier', '2026-07-01', '2026-06-30'),
               ('back', '2026-06-30', '2026-09-01'), ('won', '2026-06-30', '2026-07-01'), ('empty', '2026-06-30', '2026-07-01'), ('next', '2026-09-30', '2026-10-01')) AS v (n, was, now);
UPDATE opportunity_version SET amount = 7, name = CASE opportunity_id WHEN '006year' THEN '?' ELSE name END WHERE opportunity_id IN ('006edge', '006year');
UPDATE opportunity_version SET amount = NULL WHERE opportunity_id = '006year';
SELECT given_account('001acme');
-- Other accounts change nothing.
SELECT given_account('001other1'), given_account('001other2');
