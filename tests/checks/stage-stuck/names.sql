-- D5 names the record and its account where they have names; weight is the days over the limit.
SELECT given_account('001acme'), given_opportunity('006deal', '001acme', '005ann'), given_opportunity('006nameless', '001nowhere');
UPDATE opportunity_version SET amount = 5, name = CASE opportunity_id WHEN '006nameless' THEN ' ' ELSE name END;
SELECT given_snapshot(id, '2026-05-20 09:00', 'Proposal') FROM unnest('{006deal,006nameless}'::text[]) AS id;
