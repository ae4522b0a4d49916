-- A5, accounts that were merged: the person's was Ben's, who came last, until it became one with Acme, which is Cleo's: it
-- is Ann. Seen from before a merger there is none: of bo's it is Ben, who came last.
-- A merger at the as-of instant is one: of cy's, it is Ann.
SELECT given_user('005ann'), given_user('005ben'), given_user('005cleo');
SELECT given_account('001acme', '005cleo'), given_account('001bach', '005ben'), given_account('001calm', '005cleo'), given_account('001dot', '005ben');
SELECT given_account('001end', '005cleo'), given_account('001fox', '005ben');
SELECT given_contact('003al', '001acme'), given_contact('003bo', '001calm'), given_contact('003cy', '001end');
INSERT INTO record_master (loser_id, master_id, merged_at) VALUES ('001bach', '001acme', given_instant('2026-06-15 00:00')),
  ('001dot', '001calm', given_instant('2026-06-30 12:00:01')), ('001fox', '001end', given_instant('2026-06-30 12:00'));
SELECT given_task('005ann', who, '2026-06-10 09:00'), given_task('005ben', who, '2026-06-11 09:00') FROM unnest('{003al,003bo,003cy}'::text[]) AS who;
