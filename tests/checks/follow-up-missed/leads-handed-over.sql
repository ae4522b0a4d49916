-- A11, a lead that a queue had when it became marketing-qualified on Wednesday 10 June 09:00 is Ann's
-- from the 17th 15:00 on: her two business days, with Juneteenth between, end on the 22nd 15:00. One that was
-- Ben's and is Ann's since the 16th 09:00 is both's: Ben's two days ended on the 12th. A lead that
-- changed hands before it was qualified is the second's alone. A contact that was deleted since,
-- and one that was Ben's only while deleted, say nothing of Ben.
SELECT given_calendar(), given_user('005ann'), given_user('005ben');
SELECT given_account('001own', '005ann'), given_account('001two', '005ben');
SELECT given_lead('00Qqueue', '00Gq'), given_lead('00Qpassed', '005ben'), given_lead('00Qearly', '005ben');
UPDATE lead_version SET status = 'MQL', created_at = given_instant('2026-06-10 09:00');
SELECT given_lead_change('00Qqueue', '2026-06-17 15:00', owner => '005ann'), given_lead_change('00Qpassed', '2026-06-16 09:00', owner => '005ann'),
       given_lead_change('00Qearly', '2026-06-10 09:00', owner => '005ann');
SELECT given_contact('003bin'), given_contact('003was');
UPDATE contact_version SET owner_id = '005ben', is_deleted = contact_id = '003was';
SELECT given_task('005ann', who, '2026-06-10 09:00', subject => '[In] Hello') FROM unnest('{003bin,003was}'::text[]) AS who;
SELECT given_person_owner('003bin', '005ben', '2026-06-25 09:00'), given_person_owner('003was', '005ann', '2026-06-16 09:00');
UPDATE contact_version SET is_deleted = true WHERE contact_id = '003bin' AND valid_to = 'infinity';
-- Nor does a lead that was Ben's only while deleted.
SELECT given_lead('00Qwas', '005ben', deleted => true);
SELECT given_task('005ann', '00Qwas', '2026-06-10 09:00', subject => '[In] Hello');
SELECT given_lead_change('00Qwas', '2026-06-16 09:00', owner => '005ann');
