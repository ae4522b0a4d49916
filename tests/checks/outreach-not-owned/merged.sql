-- A7, accounts that were merged: Bach was Ann's, and Ben had an open deal on it, until on 15 June 00:00 it became one
-- with Acme, which is Cleo's. Touches before that were on their own account and deal, though
-- they hang on Acme today; at that instant Ann is a stranger. Ben's deal came along. Dot never was anything there.
SELECT given_user('005ann'), given_user('005ben'), given_user('005cleo'), given_user('005dot');
SELECT given_account('001acme', '005cleo'), given_account('001bach', '005ann'), given_contact('003al', '001acme');
SELECT given_opportunity('006deal', '001bach', '005ben');
UPDATE opportunity_version SET valid_to = given_instant('2026-06-15 00:00') WHERE opportunity_id = '006deal';
INSERT INTO opportunity_version (opportunity_id, valid_from, valid_to, account_id, owner_id, stage)
VALUES ('006deal', given_instant('2026-06-15 00:00'), 'infinity', '001acme', '005ben', 'Proposal');
INSERT INTO record_master (loser_id, master_id, merged_at) VALUES ('001bach', '001acme', given_instant('2026-06-15 00:00'));
SELECT given_task(rep, '003al', at) FROM unnest('{005ann,005ben,005cleo,005dot}'::text[]) AS rep,
       unnest('{2026-06-14 23:59:59, 2026-06-15 00:00}'::timestamp[]) AS at;
-- Seen from before a merger, there is none: Echo's account is to be Acme's only after the as-of instant.
SELECT given_user('005echo'), given_account('001echo', '005echo'), given_opportunity('006echo', '001echo', '005echo'), given_task('005echo', '003al', '2026-06-12 09:00');
INSERT INTO record_master (loser_id, master_id, merged_at) VALUES ('001echo', '001acme', given_instant('2026-06-30 12:00:01'));
-- One at the as-of instant is one: Fay's account and Gil's open deal on it were their own.
SELECT given_user('005fay'), given_user('005gil'), given_account('001fox', '005fay'), given_opportunity('006fox', '001fox', '005gil'),
       given_task('005fay', '003al', '2026-06-12 09:00'), given_task('005gil', '003al', '2026-06-12 09:00');
INSERT INTO record_master (loser_id, master_id, merged_at) VALUES ('001fox', '001acme', given_instant('2026-06-30 12:00'));
