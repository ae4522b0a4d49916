-- A11, a run for one rep tells that rep's alone, what was handed on included: al is both's,
-- bo Ann's alone, cy Ben's alone.
SELECT given_scope('005ann');
SELECT given_calendar(), given_user('005ann'), given_user('005ben');
SELECT given_account('001own', '005ann'), given_account('001two', '005ben');
SELECT given_contact('003' || n) FROM unnest('{al,bo,cy}'::text[]) AS n;
UPDATE contact_version SET owner_id = CASE contact_id WHEN '003cy' THEN '005ben' ELSE '005ann' END;
SELECT given_task('005ann', '003' || n, '2026-06-10 09:00', subject => '[In] Hello') FROM unnest('{al,bo,cy}'::text[]) AS n;
SELECT given_person_owner('003al', '005ben', '2026-06-15 08:00');
