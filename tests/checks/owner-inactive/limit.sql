-- B11, a queue's own limit of 30 days: 30 are at it, 29 under it.
SELECT given_object_fields('lead'), given_parameter('owner-inactive', 'queue_days', '30');
SELECT given_lead('00Qat', '00Ginbox'), given_lead('00Qunder', '00Ginbox');
UPDATE lead_version SET created_at = given_instant(CASE lead_id WHEN '00Qat' THEN '2026-05-31 09:00'::timestamp ELSE '2026-06-01 09:00' END);
