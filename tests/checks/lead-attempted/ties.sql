-- E4, of two changes at one instant the later by its id is the last. The CRM tracks the status since the first change of any lead's that it tells
-- of, 5 June, not since that of another field: of a lead of the 4th our first look tells, 10 June.
SELECT given_watched('lead', '2026-06-10 03:00'), given_lead('00Qtie'), given_lead('00Qbefore');
UPDATE lead_version SET status = 'Attempted to contact', created_at = given_instant(CASE lead_id WHEN '00Qtie' THEN '2026-06-01'::timestamp ELSE '2026-06-04 12:00' END);
INSERT INTO lead_history (history_id, record_id, field, old_value, new_value, created_at) VALUES
  ('0171', '00Qtie', 'Status', 'Attempted to contact', 'New', given_instant('2026-06-05 09:00')), ('0172', '00Qtie', 'Status', 'New', 'Attempted to contact', given_instant('2026-06-05 09:00')),
  ('0173', '00Qtie', 'Rating', 'Hot', 'Cold', given_instant('2026-06-03 09:00'));
