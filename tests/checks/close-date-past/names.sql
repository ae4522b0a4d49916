-- D2 names the record and its account where they have names: the second has none and no
-- known account, the account of the third is deleted.
SELECT given_account('001acme'), given_account('001gone', deleted => true);
SELECT given_opportunity('006deal', '001acme', closes => '2026-06-29'), given_opportunity('006nameless', '001nowhere', closes => '2026-06-29'),
       given_opportunity('006orphan', '001gone', closes => '2026-06-29');
UPDATE opportunity_version SET amount = 0.5 WHERE opportunity_id = '006deal';
UPDATE opportunity_version SET name = ' ' WHERE opportunity_id = '006nameless';
