-- A7, judged under who owned the account then. Acme went from Ann to Ben on 15 June 00:00:
-- Ann's touch a second before is hers, at that instant it is a stranger's; Ben's the other
-- way round.
SELECT given_user('005ann'), given_user('005ben');
SELECT given_account('001acme', '005ann'), given_new_owner('001acme', '005ben', '2026-06-15 00:00'), given_contact('003al', '001acme');
SELECT given_task('005ann', '003al', '2026-06-14 23:59:59'), given_task('005ann', '003al', '2026-06-15 00:00'),
       given_task('005ben', '003al', '2026-06-14 23:59:59'), given_task('005ben', '003al', '2026-06-15 00:00');
