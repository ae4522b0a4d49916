-- D4, where the CRM counts pushes and no history tells of as many, its count of 3 is enough, of 2 not.
SELECT given_account('001acme'), given_opportunity('006three', '001acme', '005ann'), given_opportunity('006two'), given_opportunity('006known', closes => '2026-06-03');
UPDATE opportunity_version SET amount = 7, name = CASE opportunity_id WHEN '006known' THEN '' ELSE name END, push_count = CASE opportunity_id WHEN '006two' THEN 2 ELSE 3 END;
SELECT given_snapshot('006known', at, 'Proposal', at::date) FROM unnest('{2026-06-01,2026-06-02,2026-06-03,2026-06-04}'::timestamp[]) AS at;
