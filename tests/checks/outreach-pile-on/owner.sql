-- A5, the rep of the row is the last comer who doesn't own the account, and else the last
-- comer. Acme is Ben's, who came last: it is Ann. Best was Ann's when she wrote and is
-- Ben's since the 11th: both own it, so it is Ben. Calm was Ben's until the 5th: it is Ben.
SELECT given_user('005ann'), given_user('005ben');
SELECT given_account('001acme', '005ben'), given_account('001best', '005ann'), given_account('001calm', '005ben');
SELECT given_new_owner('001best', '005ben', '2026-06-11 00:00'), given_new_owner('001calm', '005ann', '2026-06-05 00:00');
SELECT given_contact('003al', '001acme'), given_contact('003bo', '001best'), given_contact('003cy', '001calm');
SELECT given_task('005ann', who, '2026-06-10 09:00'), given_task('005ben', who, '2026-06-11 00:00')
  FROM unnest('{003al,003bo,003cy}'::text[]) AS who;
-- Eel's was Ben's up to that instant and is Cleo's: nobody of them owns it, it is Ben.
SELECT given_account('001eel', '005ben'), given_new_owner('001eel', '005cleo', '2026-06-11 00:00'), given_contact('003ey', '001eel');
SELECT given_task('005ann', '003ey', '2026-06-10 09:00'), given_task('005ben', '003ey', '2026-06-11 00:00');
-- Fig's is Ben's only since a day after: it is Ben.
SELECT given_account('001fig', '005cleo'), given_new_owner('001fig', '005ben', '2026-06-12 00:00'), given_contact('003fi', '001fig');
SELECT given_task('005ann', '003fi', '2026-06-10 09:00'), given_task('005ben', '003fi', '2026-06-11 00:00');
-- Dot's was Cleo's until Ben's touch and is Ben's from that instant: it is Ann.
SELECT given_account('001dot', '005cleo'), given_new_owner('001dot', '005ben', '2026-06-11 00:00'), given_contact('003dy', '001dot');
SELECT given_task('005ann', '003dy', '2026-06-10 09:00'), given_task('005ben', '003dy', '2026-06-11 00:00');
