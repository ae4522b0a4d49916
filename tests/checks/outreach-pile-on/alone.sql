-- A5, one person alone, in the evening: the day that is named is the org's, where 9 June
-- 21:00 is the 10th in UTC.
SELECT given_user('005ann'), given_user('005ben'), given_contact('003al');
SELECT given_task('005ann', '003al', '2026-06-09 21:00'), given_task('005ben', '003al', '2026-06-09 22:00');
