-- D7, the latest end counts that the account, its won deals or its active contracts tell; of equal ones the first of these.
-- Drafts, deleted contracts and open deals tell nothing. A renewal that was won moves the end on.
SELECT given_account('001' || n) FROM unnest('{deal,contract,later,status,draft,open,won,same}'::text[]) AS n;
UPDATE account_version SET custom = '{"subscription_end": "2026-07-15"}' WHERE account_id IN ('001deal', '001contract', '001won', '001same');
SELECT given_opportunity('006' || n, '001' || n, won => n <> 'open', closed => true) FROM unnest('{deal,contract,won,same,open}'::text[]) AS n;
UPDATE opportunity_version SET custom = jsonb_build_object('subscription_end', CASE opportunity_id WHEN '006won' THEN '2027-07-15' WHEN '006same' THEN '2026-07-15' WHEN '006contract' THEN '2026-08-01' ELSE '2026-08-02' END);
INSERT INTO contract (contract_id, account_id, status, status_code, ends_on, is_deleted) VALUES
  ('800a', '001contract', 'Signed', 'Activated', '2026-08-15', false), ('800b', '001later', 'Signed', 'Activated', '2027-08-15', false), ('800c', '001status', 'activated', NULL, '2026-08-15', false),
  ('800d', '001draft', 'Activated', 'Draft', '2026-08-15', false), ('800e', '001draft', 'Activated', 'Activated', '2026-08-15', true), ('800f', '001same', 'x', 'Activated', '2026-07-15', false);
