-- E1, a lead that is handed over at the as-of instant waits from then on, and not since it was created.
SELECT given_calendar(), given_user('005ann'), given_user('005ben'), given_lead('00Qnow', '005ben'), given_lead('00Qben', '005ben'), given_lead('00Qown', '005ann');
UPDATE lead_version SET created_at = given_instant('2026-06-10 09:00');
SELECT given_lead_change('00Qnow', '2026-06-30 12:00', owner => '005ann');
