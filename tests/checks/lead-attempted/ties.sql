-- E4, of two changes at one instant the later by its id is the last. The CRM tracks the status since the first change of any lead's that it tells
-- of, 5 June, not since that of another field: of a lead of the 4th our first look tells, 10 June.
SELECT given_watched('lead', '2026-06-10 03:00'), given_lead('00Qtie'), given_lead('00Qbefore');
UPDATE lead_version SET status = 'Attempted to contact', created_at = given_instant(CASE lead_id WHEN '00Qtie' THEN '2026-06-01'::timestamp ELSE '2026-06-04 12:00' END);
INSERT INTO lead_history (history_id, record_id, field, old_value, new_value, created_at) VALUES
  ('0171', '00Qtie', 'Status', 'Attempted to contact', 'New', given_instant('2026-06-05 09:00')), ('0172', '00Qtie', 'Status', 'New', 'Attempted to contact', given_instant('2026-06-05 09:00')),
  ('0173', '00Qtie', 'Rating', 'Hot', 'Cold', given_instant('2026-06-03 09:00'));
-- A lead of the 6th whose last change that the CRM tells is another status isn't taken for one without a change.
-- What our versions hold of the time when a lead was deleted is no change of its, nor is what they will see.
SELECT given_lead('00Qother'), given_lead('00Qback'), given_lead('00Qsoon');
UPDATE lead_version SET status = 'Attempted to contact', created_at = given_instant(CASE lead_id WHEN '00Qother' THEN '2026-06-06'::timestamp ELSE '2026-01-01' END) WHERE lead_id IN ('00Qother', '00Qback', '00Qsoon');
INSERT INTO lead_history (history_id, record_id, field, old_value, new_value, created_at) VALUES ('0174', '00Qother', 'Status', 'New', 'Working', given_instant('2026-06-12 09:00'));
SELECT given_lead_change('00Qback', '2026-06-12 03:00', 'New'), given_lead_change('00Qback', '2026-06-14 03:00', 'Attempted to contact'), given_lead_change('00Qsoon', '2026-06-30 12:01', 'New');
UPDATE lead_version SET is_deleted = status = 'New' WHERE lead_id = '00Qback';
