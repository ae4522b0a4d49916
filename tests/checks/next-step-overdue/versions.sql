-- D3 by our versions, which begin on 1 June: the stage changed on the 10th, and the next step with it, later,
-- or before. What changed at as of has changed, what comes after hasn't. A stage that
-- changed before the first look is not judged, at it is.
SELECT given_watched('opportunity', '2026-06-01 03:00');
SELECT given_opportunity('006' || n, stage => CASE WHEN n IN ('old', 'edge') THEN 'Proposal' ELSE 'Talk' END) FROM unnest('{found,same,before,after,at,late,old,edge}'::text[]) AS n;
UPDATE opportunity_version SET next_step = 'Call';
SELECT given_deal_change('006before', '2026-06-09 03:00', step => 'Write');
SELECT given_deal_change('006' || n, '2026-06-10 03:00', 'Proposal', step => CASE n WHEN 'same' THEN 'Write' END) FROM unnest('{found,same,before,after,at,late}'::text[]) AS n;
SELECT given_deal_change('006found', '2026-06-11 03:00', closes => '2027-01-01'), given_deal_change('006after', '2026-06-12 03:00', step => 'Write'),
       given_deal_change('006at', '2026-06-30 12:00', step => 'Write'), given_deal_change('006late', '2026-06-30 12:00:01', step => 'Write');
SELECT given_snapshot('006' || n, '2026-04-01 09:00', 'Talk'), given_snapshot('006' || n, at, 'Proposal') FROM (VALUES ('old', '2026-06-01 02:59:59'::timestamp), ('edge', '2026-06-01 03:00')) AS v (n, at);
