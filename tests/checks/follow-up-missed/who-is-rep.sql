-- A11 judges reps. Unnamed, an active standard user is one who owns an account, opportunity or lead, or made a touch in the last 90 days: since
-- 1 April 12:00 Ann is, a second before Ben isn't. Cleo owns contacts alone; Dan left; Eve is no standard user.
SELECT given_calendar(), given_contact('003old');
SELECT given_user('005ann'), given_user('005ben'), given_user('005cleo'), given_user('005dan', active => false), given_user('005eve', type => 'CsnOnly'), given_user('005fay'), given_user('005gus'), given_user('005hal');
SELECT given_account('001dan', '005dan'), given_account('001eve', '005eve'), given_account('001fay', '005fay'), given_opportunity('006gus', '001x', '005gus'), given_lead('00Qhal', '005hal');
SELECT given_contact('003' || n) FROM unnest('{ann,ben,cleo,dan,eve,fay,gus,hal}'::text[]) AS n;
UPDATE contact_version SET owner_id = '005' || substr(contact_id, 4) WHERE contact_id <> '003old';
SELECT given_task('005ann', '003old', '2026-04-01 12:00'), given_task('005ben', '003old', '2026-04-01 11:59:59');
SELECT given_task('005dan', '003' || n, '2026-06-10 09:00', subject => '[In] Hello') FROM unnest('{ann,ben,cleo,dan,eve,fay,gus,hal}'::text[]) AS n;
