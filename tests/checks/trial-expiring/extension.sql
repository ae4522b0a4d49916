-- I1, an extension that was asked for, on the deal or its account, and the trial of the account where the deal
-- has none. Closed deals are not told; a blank or unticked extension is none.
SELECT given_opportunity('006' || n, '001' || n, '005ann', CASE n WHEN 'g' THEN 'Closed Won' ELSE 'Proposal' END), given_account('001' || n, name => 'Acme') FROM unnest('{a,b,c,d,e,f,g,h}'::text[]) AS n;
SELECT given_value('006' || n, 'trial_end', '2026-07-01') FROM unnest('{a,b,c,d,g}'::text[]) AS n;
SELECT given_value('006a', 'trial_extension', 'true'), given_value('006b', 'trial_extension', 'false'), given_value('006c', 'trial_extension', '2026-07-09'), given_value('001d', 'trial_extension', 'asked'),
       given_value('001e', 'trial_end', '2026-07-01'), given_value('001f', 'trial_start', '2026-06-26'), given_value('006h', 'trial_start', '2026-01-01'), given_value('001h', 'trial_end', '2026-07-01');
