-- E1, days are the org's, here Berlin's. A touch dated 10 June stands at that day's first instant there, 9 June 22:00 in UTC, and
-- answers a hand-over on the 10th at 08:00. One dated the 9th doesn't answer one on the 10th at 00:30 there, 9 June 22:30 in UTC.
SELECT given_setting('org', 'timezone', 'Europe/Berlin'), set_config('crmaudit.org_zone', 'Europe/Berlin', true);
SELECT given_calendar(), given_user('005ann'), given_lead('00Qal', '005ann'), given_lead('00Qbo', '005ann');
UPDATE lead_version SET created_at = given_instant('2026-01-05 09:00');
SELECT given_field_change('00Qal', '2026-06-09 23:00', 'Owner', '005ben', '005ann'), given_field_change('00Qbo', '2026-06-09 15:30', 'Owner', '005ben', '005ann');
SELECT given_dated_task('005ann', '00Qal', '2026-06-10'), given_dated_task('005ann', '00Qbo', '2026-06-09');
