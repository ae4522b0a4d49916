-- A11, which statuses mean marketing-qualified is said in the configuration; then the name
-- alone means nothing.
SELECT given_calendar(), given_setting('leads', 'mql_statuses', 'Hot, Ready'), given_user('005ann');
SELECT given_lead('00Qhot', '005ann'), given_lead('00Qmql', '005ann'), given_lead('00Qnone', '005ann');
UPDATE lead_version SET created_at = given_instant('2026-06-15 09:00'), status = CASE lead_id WHEN '00Qhot' THEN 'hot ' WHEN '00Qmql' THEN 'MQL' END;
