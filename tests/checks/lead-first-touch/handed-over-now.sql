-- E1, a lead that is handed over at the as-of instant waits from then on, and not since it was created.
SELECT given_calendar(), given_user('005ann'), given_user('005ben'), given_lead('00Qnow', '005ben'), given_lead('00Qben', '005ben'), given_lead('00Qown', '005ann');
UPDATE lead_version SET created_at = given_instant('2026-06-10 09:00');
SELECT given_lead_change('00Qnow', '2026-06-30 12:00', owner => '005ann');
-- Nor does what our versions hold of the time when a lead was deleted, or will see, hand it over.
SELECT given_lead('00Qback', '005ann'), given_lead('00Qsoon', '005ben');
UPDATE lead_version SET created_at = given_instant('2026-06-10 09:00') WHERE lead_id IN ('00Qback', '00Qsoon');
SELECT given_lead_change('00Qback', '2026-06-20 03:00', owner => '005ben'), given_lead_change('00Qback', '2026-06-22 03:00', owner => '005ann');
SELECT given_lead_change('00Qsoon', '2026-06-22 03:00', owner => '005ann'), given_lead_change('00Qsoon', '2026-07-01 03:00', owner => '005ben'), given_lead_change('00Qsoon', '2026-07-02 03:00', owner => '005ann');
UPDATE lead_version SET is_deleted = owner_id = '005ben' WHERE lead_id = '00Qback';
