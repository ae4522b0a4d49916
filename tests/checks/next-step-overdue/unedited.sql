-- D3, not edited since the stage changed, by the CRM's field history where that reaches back so far
-- (tracked since 1 May here), else by our versions (since 1 June). Edited in the same save is edited. Without
-- a change of stage, or a next step, there is nothing to say; nor where nobody looked yet when it changed.
SELECT given_watched('opportunity', '2026-06-01 03:00');
SELECT given_opportunity('006' || n, owner => '005ann') FROM unnest('{found,same,before,after,deleted,late,never,blank,early,won}'::text[]) AS n;
UPDATE opportunity_version SET next_step = CASE WHEN opportunity_id <> '006blank' THEN 'Call' END, crm_closed = CASE opportunity_id WHEN '006won' THEN true END;
SELECT given_field_change('006other', '2026-05-01 09:00', 'NextStep', 'a', 'b');
SELECT given_snapshot('006' || n, '2026-04-01 09:00', 'Talk'), given_snapshot('006' || n, CASE n WHEN 'early' THEN '2026-05-01 08:59:59'::timestamp ELSE '2026-06-10 09:00' END, 'Proposal')
  FROM unnest('{found,same,before,after,deleted,late,blank,early,won}'::text[]) AS n;
SELECT given_snapshot('006never', '2026-06-10 09:00', 'Proposal');
SELECT given_field_change('006same', '2026-06-10 09:00', 'NextStep', 'a', 'b'), given_field_change('006before', '2026-06-10 08:59:59', 'NextStep', 'a', 'b'),
       given_field_change('006after', '2026-06-12 09:00', 'nextstep', 'a', 'b'), given_field_change('006deleted', '2026-06-12 09:00', 'NextStep', 'a', 'b', deleted => true),
       given_field_change('006late', '2026-06-30 12:00', 'NextStep', 'a', 'b'), given_field_change('006found', '2026-06-12 09:00', 'Amount', '1', '2');
-- Other accounts change nothing.
SELECT given_account('001other1'), given_account('001other2');
