-- A11, the days are those of the owner; a run for one rep tells that rep's alone.
SELECT given_scope('005ann'), given_calendar(), given_parameter('follow-up-missed', 'warn_days', '1', rep => '005ann'), given_parameter('follow-up-missed', 'fail_days', '2', rep => '005ann');
SELECT given_user('005ann'), given_account('001ann', '005ann'), given_user('005ben');
SELECT given_contact('003one'), given_contact('003two'), given_contact('003ben'), given_lead('00Qben', '005ben');
UPDATE contact_version SET owner_id = CASE contact_id WHEN '003ben' THEN '005ben' ELSE '005ann' END;
SELECT given_task('005ann', '003one', '2026-06-29 12:00', subject => '[In] Hello'), given_task('005ann', '003two', '2026-06-26 12:00', subject => '[In] Hello'),
       given_task('005ann', '003ben', '2026-06-10 12:00', subject => '[In] Hello'), given_task('005ann', '00Qben', '2026-06-10 12:00', subject => '[In] Hello');
