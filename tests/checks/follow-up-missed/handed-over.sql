-- A11, judged under who owned the person then. All wrote on Wednesday 10 June 09:00, so that two
-- business days end on the 12th 09:00 and five on the 17th 09:00.
-- Ann had missed al's when he went to Ben on the 15th 08:00; Ben's two days end on the 17th 08:00
-- and his five, with Juneteenth between, on the 23rd 08:00.
-- bo went to Ben at the very instant Ann's days were over, cy a second before: Ann isn't late with her.
-- dy went to Ben on the 26th 12:00, two business days before the end of it all; ed a second later: he
-- has no row of Ben's. Both are Ann's.
-- fay was Ben's before she wrote, and is Ann's alone.
SELECT given_calendar(), given_user('005ann'), given_user('005ben');
SELECT given_account('001own', '005ann'), given_account('001two', '005ben');
SELECT given_contact('003' || n) FROM unnest('{al,bo,cy,dy,ed,fay}'::text[]) AS n;
UPDATE contact_version SET owner_id = CASE contact_id WHEN '003fay' THEN '005ben' ELSE '005ann' END;
SELECT given_task('005ann', '003' || n, '2026-06-10 09:00', subject => '[In] Hello') FROM unnest('{al,bo,cy,dy,ed,fay}'::text[]) AS n;
SELECT given_person_owner('003al', '005ben', '2026-06-15 08:00'), given_person_owner('003bo', '005ben', '2026-06-12 09:00'),
       given_person_owner('003cy', '005ben', '2026-06-12 08:59:59'), given_person_owner('003dy', '005ben', '2026-06-26 12:00'),
       given_person_owner('003ed', '005ben', '2026-06-26 12:00:01'), given_person_owner('003fay', '005ann', '2026-06-10 09:00');
