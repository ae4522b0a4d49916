-- A7, one row per rep and account with a count, for who neither owns nor shares the account.
-- Ann owns Acme: hers are fine. Ben is a stranger there, on nobody's Idle and on Lost, whose
-- owner is in no list; an unknown and a deleted account say nothing, a lead has none.
SELECT given_user('005ann'), given_user('005ben');
SELECT given_account('001acme', '005ann'), given_account('001idle'), given_account('001lost', '005gone', ' '), given_account('001bin', '005ann', deleted => true);
SELECT given_contact('003al', '001acme'), given_contact('003bo', '001acme'), given_lead('00Qlee');
SELECT given_task('005ann', '003al', '2026-06-10 09:00');
SELECT given_task('005ben', '003al', '2026-06-10 09:00'), given_task('005ben', '003bo', '2026-06-12 09:00'), given_task('005ben', '003bo', '2026-06-11 09:00'), given_task('005ben', NULL, '2026-06-11 09:00', account => '001acme'),
       given_task('005ben', NULL, '2026-06-10 09:00', account => '001idle'), given_task('005ben', NULL, '2026-06-10 09:00', account => '001lost'),
       given_task('005ben', NULL, '2026-06-10 09:00', account => '001bin'), given_task('005ben', NULL, '2026-06-10 09:00', account => '001none'),
       given_task('005ben', '00Qlee', '2026-06-10 09:00');
