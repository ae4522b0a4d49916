-- A7, an open opportunity of one's own shares the account, as long as it was open and one's
-- own when the touch was made: Ben's is open; Cleo's was closed long ago; Dot's was closed on
-- 15 June 00:00, one of two touches later; Eve's is on another account.
SELECT given_user('005own'), given_user('005ben'), given_user('005cleo'), given_user('005dot'), given_user('005eve');
SELECT given_account('001acme', '005own'), given_account('001best', '005own'), given_contact('003al', '001acme');
SELECT given_opportunity('006ben', '001acme', '005ben'), given_opportunity('006cleo', '001acme', '005cleo', 'Closed Lost'),
       given_opportunity('006dot', '001acme', '005dot'), given_opportunity('006eve', '001best', '005eve');
UPDATE opportunity_version SET valid_to = given_instant('2026-06-15 00:00') WHERE opportunity_id = '006dot';
INSERT INTO opportunity_version (opportunity_id, valid_from, valid_to, account_id, owner_id, stage)
VALUES ('006dot', given_instant('2026-06-15 00:00'), 'infinity', '001acme', '005dot', 'Closed Won');
SELECT given_task(rep, '003al', at) FROM unnest('{005ben,005cleo,005dot,005eve}'::text[]) AS rep,
       unnest('{2026-06-14 23:59:59, 2026-06-15 00:00}'::timestamp[]) AS at;
-- Fay's came to her on 15 June 00:00, in time for the second.
SELECT given_user('005fay'), given_opportunity('006fay', '001acme', '005own');
UPDATE opportunity_version SET valid_to = given_instant('2026-06-15 00:00') WHERE opportunity_id = '006fay';
INSERT INTO opportunity_version (opportunity_id, valid_from, valid_to, account_id, owner_id, stage)
VALUES ('006fay', given_instant('2026-06-15 00:00'), 'infinity', '001acme', '005fay', 'Proposal');
SELECT given_task('005fay', '003al', at) FROM unnest('{2026-06-14 23:59:59, 2026-06-15 00:00}'::timestamp[]) AS at;
