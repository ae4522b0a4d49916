-- D3, where the CRM tells of a stage only since when it is: a date that isn't the deal's creation is a change, even where the creation is
-- not known; the creation is none. A stage that our versions saw change at the as-of instant has changed.
SELECT given_watched('opportunity', '2026-06-01 03:00');
SELECT given_opportunity('006' || n, created => CASE n WHEN 'unknown' THEN NULL ELSE '2026-06-05 09:00'::timestamp END) FROM unnest('{moved,kept,unknown,now}'::text[]) AS n;
UPDATE opportunity_version SET next_step = 'Call', stage_changed_at = CASE WHEN opportunity_id <> '006now' THEN given_instant(CASE opportunity_id WHEN '006kept' THEN '2026-06-05 09:00'::timestamp ELSE '2026-06-10 09:00' END) END;
-- Nor is what was edited while the deal was deleted an edit.
SELECT given_deal_change('006moved', '2026-06-12 03:00', step => 'Write'), given_deal_change('006moved', '2026-06-13 03:00', step => 'Call');
UPDATE opportunity_version SET is_deleted = next_step = 'Write', stage_changed_at = given_instant('2026-06-10 09:00') WHERE opportunity_id = '006moved';
SELECT given_deal_change('006now', '2026-06-30 12:00', 'Offer');
