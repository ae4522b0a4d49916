-- D2 names the account that there is: Bach became one with Acme at the as-of instant, Echo a second later;
-- Calm is as it was, and so is a deal of no account.
SELECT given_account('001' || n), given_opportunity('006' || n, '001' || n, closes => '2026-06-29') FROM unnest('{acme,bach,calm,echo}'::text[]) AS n;
SELECT given_opportunity('006none', closes => '2026-06-29');
INSERT INTO record_master (loser_id, master_id, merged_at) VALUES ('001bach', '001acme', given_instant('2026-06-30 12:00')), ('001echo', '001acme', given_instant('2026-06-30 12:00:01'));
