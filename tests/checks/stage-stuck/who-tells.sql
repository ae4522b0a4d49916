-- D5: the CRM's stage history tells, else its field history, else its date of the last change, else our
-- versions; of a stage that none of these saw begin, our first look at opportunities (1 May), or the
-- deal's creation if that was later. Who tells of another stage, or only of what comes at as of, is passed over.
SELECT given_watched('opportunity', '2026-05-01 03:00');
SELECT given_opportunity('006' || n, stage => 'Offer', created => '2026-01-01 09:00')
  FROM unnest('{history,field,changed,version,first,later,stale,deleted,back,amount,mid}'::text[]) AS n;
UPDATE opportunity_version SET created_at = given_instant('2026-05-05 09:00') WHERE opportunity_id = '006later';
UPDATE opportunity_version SET stage_changed_at = given_instant('2026-05-03 09:00') WHERE opportunity_id IN ('006history', '006field', '006changed', '006stale');
UPDATE opportunity_version SET stage_changed_at = as_of() WHERE opportunity_id = '006first';
SELECT given_snapshot('006history', '2026-04-01 09:00', 'Talk'), given_snapshot('006history', '2026-05-02 09:00', 'Offer'),
       given_snapshot('006history', '2026-05-20 09:00', 'Offer'), given_snapshot('006history', '2026-06-30 12:00', 'Offer');
SELECT given_field_change('006field', '2026-05-02 10:00', 'StageName', 'Talk', 'Offer'), given_field_change('006field', '2026-06-02 10:00', 'Amount', '1', 'Offer'),
       given_field_change('006field', '2026-06-03 10:00', 'StageName', 'Talk', 'Offer', deleted => true),
       given_field_change('006field', '2026-06-30 12:00', 'StageName', 'Talk', 'Offer'),
       given_field_change('006history', '2026-06-02 10:00', 'StageName', 'Talk', 'Offer'),
       given_field_change('006mid', '2026-05-02 10:00', 'StageName', 'Talk', 'Offer'), given_field_change('006mid', '2026-05-04 10:00', 'StageName', 'Back', 'Offer');
SELECT given_snapshot('006stale', '2026-05-02 09:00', 'Talk');
SELECT given_snapshot('006deleted', '2026-06-02 09:00', 'Offer', deleted => true);
SELECT given_snapshot('006back', '2026-04-01 09:00', 'Offer'), given_snapshot('006back', '2026-05-08 09:00', 'Talk'), given_snapshot('006back', '2026-05-09 09:00', 'Offer'),
       given_snapshot('006back', '2026-06-09 09:00', NULL);
SELECT given_deal_change('006version', '2026-05-06 03:00', 'Talk'), given_deal_change('006version', '2026-05-07 03:00', 'Offer'), given_deal_change('006version', '2026-06-07 03:00', step => 'Call');
SELECT given_deal_change('006amount', '2026-06-07 03:00', step => 'Call');
