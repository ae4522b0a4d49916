-- E1, what counts as the first touch: the owner's done e-mail, call, LinkedIn message, or a meeting; nobody else's, no note, no
-- open task, nothing inbound. One without a time of day answers what came on its day (21:00 on 22 June is the 23rd in UTC), one
-- before the creation shows that the lead is older than its record.
SELECT given_calendar(), given_user('005ann'), given_user('005ben');
SELECT given_lead('00Q' || n, '005ann') FROM unnest('{mail,call,linkedin,meeting,older,dated,ben,note,open,inbound,lateday}'::text[]) AS n;
UPDATE lead_version SET created_at = given_instant(CASE WHEN lead_id IN ('00Qdated', '00Qlateday') THEN '2026-06-22 21:00'::timestamp ELSE '2026-06-22 09:00' END);
SELECT given_task('005ann', '00Qmail', '2026-06-22 10:00'), given_task('005ann', '00Qcall', '2026-06-22 10:00', subtype => 'Call'), given_task('005ann', '00Qlinkedin', '2026-06-22 10:00', subtype => 'LinkedIn'),
       given_meeting('005ann', '00Qmeeting', '2026-06-23 08:00'), given_task('005ann', '00Qolder', '2020-06-23 08:00'), given_task('005ben', '00Qben', '2026-06-22 10:00'),
       given_task('005ann', '00Qnote', '2026-06-22 10:00', subtype => 'Task'), given_task('005ann', '00Qopen', '2026-06-22 10:00', status => 'Open'), given_task('005ann', '00Qinbound', '2026-06-22 10:00', subject => '[In] Hello'),
       given_dated_task('005ann', '00Qdated', '2026-06-22'), given_dated_task('005ann', '00Qlateday', '2026-06-25');
