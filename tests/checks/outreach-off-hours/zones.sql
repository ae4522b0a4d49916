-- A10, the person's zone where a field maps it, else the rep's, else the org's. 09:00 in Los
-- Angeles is 18:00 in Berlin and 01:00 of the next day in Tokyo; 07:00 is 10:00 for Nia in
-- New York. What is no zone is none.
SELECT given_user('005ann'), given_user('005nia', zone => 'America/New_York');
SELECT given_contact('003berlin'), given_contact('003none'), given_contact('003odd'), given_lead('00Qtokyo');
UPDATE contact_version SET custom = '{"zone": "Europe/Berlin"}' WHERE contact_id = '003berlin';
UPDATE contact_version SET custom = '{"zone": "Mars"}' WHERE contact_id = '003odd';
UPDATE lead_version SET custom = '{"zone": "Asia/Tokyo"}';
SELECT given_task('005ann', who, '2026-06-10 09:00') FROM unnest('{003berlin,003none,003odd,00Qtokyo}'::text[]) AS who;
SELECT given_task('005nia', '003none', '2026-06-12 07:00'), given_task('005nia', '003odd', '2026-06-12 04:59:59'), given_task('005nia', '003berlin', '2026-06-12 08:59:59');
