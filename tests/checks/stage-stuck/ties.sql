-- D5, of two changes at one instant the later by its id is the last; what the CRM tells of the as-of instant isn't there yet.
SELECT given_opportunity('006' || n, stage => 'Offer', created => '2026-01-01 09:00') FROM unnest('{hist,field,now}'::text[]) AS n;
SELECT given_snapshot('006hist', '2026-04-01 09:00', 'Offer'), given_snapshot('006now', '2026-05-02 09:00', 'Offer'), given_snapshot('006now', '2026-06-30 12:00', 'Talk');
INSERT INTO opportunity_history (history_id, opportunity_id, stage, created_at) VALUES
  ('0081', '006hist', 'Talk', given_instant('2026-05-02 09:00')), ('0082', '006hist', 'Offer', given_instant('2026-05-02 09:00'));
INSERT INTO opportunity_field_history (history_id, record_id, field, old_value, new_value, created_at) VALUES
  ('0171', '006field', 'StageName', 'Offer', 'Talk', given_instant('2026-05-02 09:00')), ('0172', '006field', 'StageName', 'Talk', 'Offer', given_instant('2026-05-02 09:00'));
UPDATE opportunity_history SET history_id = '0080' WHERE opportunity_id = '006hist' AND created_at < given_instant('2026-05-01');
-- What our versions hold of the time when the deal was deleted is no change of its.
SELECT given_watched('opportunity', '2026-05-01 03:00'), given_opportunity('006back', stage => 'Offer'), given_deal_change('006back', '2026-05-10 03:00', 'Talk'), given_deal_change('006back', '2026-05-15 03:00', 'Offer');
UPDATE opportunity_version SET is_deleted = stage = 'Talk' WHERE opportunity_id = '006back';
