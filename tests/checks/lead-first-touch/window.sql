-- E1 looks back 30 days, [31 May 12:00, 30 June 12:00); leads of owners who are no reps have no row.
SELECT given_calendar(), given_user('005ann'), given_user('005gone', active => false);
SELECT given_lead('00Qfirst', '005ann'), given_lead('00Qbefore', '005ann'), given_lead('00Qgone', '005gone'), given_lead('00Qdateless', '005ann');
UPDATE lead_version SET created_at = given_instant(CASE lead_id WHEN '00Qfirst' THEN '2026-05-31 12:00'::timestamp WHEN '00Qbefore' THEN '2026-05-31 11:59:59' WHEN '00Qgone' THEN '2026-06-10 09:00' END);
