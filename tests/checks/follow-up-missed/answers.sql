-- A11, a touch or a meeting by the owner after it answers. Someone else's doesn't, nor one
-- before, an open task, another reply, or a task of kind other. A touch dated the same day answers,
-- one dated the day before doesn't.
SELECT given_calendar(), given_user('005ann'), given_user('005ben');
SELECT given_contact('003' || n) FROM unnest('{touch,meeting,other,before,open,again,fax,dated,early,late}'::text[]) AS n;
UPDATE contact_version SET owner_id = '005ann';
SELECT given_task('005ann', '003' || n, '2026-06-10 09:00', subject => '[In] Hello') FROM unnest('{touch,meeting,other,before,open,again,fax,dated,early,late}'::text[]) AS n;
SELECT given_task('005ann', '003touch', '2026-06-10 09:00:01', 'Call'), given_meeting('005ann', '003meeting', '2026-06-12 09:00'), given_task('005ben', '003other', '2026-06-10 10:00'),
       given_task('005ann', '003before', '2026-06-10 09:00'), given_task('005ann', '003open', '2026-06-10 10:00', status => 'Open'),
       given_task('005ann', '003again', '2026-06-12 09:00', subject => '[In] Hello?'), given_task('005ann', '003fax', '2026-06-12 09:00', NULL, 'Fax'),
       given_dated_task('005ann', '003dated', '2026-06-10'), given_dated_task('005ann', '003early', '2026-06-09'), given_dated_task('005ann', '003late', '2026-06-11');
