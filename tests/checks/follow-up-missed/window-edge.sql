-- A11, the window is [31 May 12:00, 30 June 12:00): what came before it is let go. Owners who
-- are no reps, and persons without an owner, have no row. Of a message and a qualification
-- at one instant the words tell the first by name.
SELECT given_calendar(), given_user('005ann'), given_user('005gone', active => false);
SELECT given_contact('003first'), given_contact('003before'), given_contact('003gone'), given_contact('003nobody'), given_lead('00Qboth', '005ann'), given_lead('00Qold', '005ann'), given_lead('00Qwrote', '005ann');
UPDATE contact_version SET owner_id = CASE contact_id WHEN '003gone' THEN '005gone' WHEN '003nobody' THEN NULL ELSE '005ann' END;
UPDATE lead_version SET status = CASE WHEN lead_id <> '00Qwrote' THEN 'MQL' END, created_at = given_instant(CASE lead_id WHEN '00Qold' THEN '2026-05-31 11:59:59'::timestamp ELSE '2026-05-31 12:00' END);
SELECT given_task('005ann', '003first', '2026-05-31 12:00', subject => '[In] Hello'), given_task('005ann', '003before', '2026-05-31 11:59:59', subject => '[In] Hello'),
       given_task('005ann', '003gone', '2026-06-10 09:00', subject => '[In] Hello'), given_task('005ann', '003nobody', '2026-06-10 09:00', subject => '[In] Hello'),
       given_task('005ann', '00Qboth', '2026-05-31 12:00', subject => '[In] Hello'), given_task('005ann', '00Qold', '2026-05-31 11:59:59', subject => '[In] Hello');
SELECT given_task('005ann', '00Qwrote', '2026-05-31 12:00', subject => '[In] Hello');
