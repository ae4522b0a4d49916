-- E2, a lead that our versions saw become marketing-qualified at the as-of instant is so for 0 days, and not since it was created.
SELECT given_lead('00Qnow'), given_lead('00Qalways');
UPDATE lead_version SET created_at = given_instant('2026-06-10 09:00'), status = CASE lead_id WHEN '00Qalways' THEN 'MQL' ELSE 'New' END;
SELECT given_lead_change('00Qnow', '2026-06-30 12:00', 'MQL');
-- What our versions hold of the time when a lead was deleted, or will see, is no change. The last change to it counts, though the history
-- tells of another one since.
SELECT given_lead('00Qback'), given_lead('00Qsoon'), given_lead('00Qhist');
UPDATE lead_version SET created_at = given_instant('2026-06-10 09:00'), status = CASE lead_id WHEN '00Qsoon' THEN 'New' ELSE 'MQL' END WHERE lead_id IN ('00Qback', '00Qsoon', '00Qhist');
SELECT given_lead_change('00Qback', '2026-06-20 03:00', 'New'), given_lead_change('00Qback', '2026-06-22 03:00', 'MQL');
SELECT given_lead_change('00Qsoon', '2026-06-12 03:00', 'MQL'), given_lead_change('00Qsoon', '2026-07-01 03:00', 'New'), given_lead_change('00Qsoon', '2026-07-02 03:00', 'MQL');
UPDATE lead_version SET is_deleted = status = 'New' WHERE lead_id = '00Qback';
SELECT given_field_change('00Qhist', '2026-06-11 09:00', 'Status', 'New', 'MQL'), given_field_change('00Qhist', '2026-06-20 09:00', 'Status', 'New', 'Working');
