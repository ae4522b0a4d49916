-- A11, who had the person before it wrote and again later is judged from the later day on. All wrote, or
-- became marketing-qualified, on Wednesday 10 June 09:00. Al and the lead were Ann's up to that instant and bo up to
-- the day before, then Ben's, and from the 15th 08:00 on Ann's again: her two days end on the 17th 08:00.
SELECT given_calendar(), given_user('005ann'), given_user('005ben');
SELECT given_account('001own', '005ann'), given_account('001two', '005ben');
SELECT given_contact('003al'), given_contact('003bo'), given_lead('00Qlee', '005ann');
UPDATE contact_version SET owner_id = '005ann';
UPDATE lead_version SET status = 'MQL', created_at = given_instant('2026-06-10 09:00');
SELECT given_task('005ann', who, '2026-06-10 09:00', subject => '[In] Hello') FROM unnest('{003al,003bo}'::text[]) AS who;
SELECT given_person_owner('003al', '005ben', '2026-06-10 09:00'), given_person_owner('003al', '005ann', '2026-06-15 08:00'),
       given_person_owner('003bo', '005ben', '2026-06-09 09:00'), given_person_owner('003bo', '005ann', '2026-06-15 08:00'),
       given_lead_change('00Qlee', '2026-06-10 09:00', owner => '005ben'), given_lead_change('00Qlee', '2026-06-15 08:00', owner => '005ann');
