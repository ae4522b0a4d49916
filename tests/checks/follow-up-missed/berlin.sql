-- A11, days are the org's, here Berlin's. A touch dated 10 June stands at that day's first instant there,
-- 9 June 22:00 in UTC, and answers al, who wrote on the 10th at 08:00 in Berlin. One dated the 9th doesn't answer
-- bo, who wrote on the 10th at 00:30 in Berlin, 9 June 22:30 in UTC.
SELECT given_setting('org', 'timezone', 'Europe/Berlin'), set_config('crmaudit.org_zone', 'Europe/Berlin', true);
SELECT given_calendar(), given_user('005ann', zone => 'America/Los_Angeles');
SELECT given_contact('003al'), given_contact('003bo');
UPDATE contact_version SET owner_id = '005ann';
SELECT given_task('005ann', '003al', '2026-06-09 23:00', subject => '[In] Hello'), given_task('005ann', '003bo', '2026-06-09 15:30', subject => '[In] Hello');
SELECT given_dated_task('005ann', '003al', '2026-06-10'), given_dated_task('005ann', '003bo', '2026-06-09');
