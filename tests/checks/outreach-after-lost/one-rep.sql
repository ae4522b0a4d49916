-- A9, a run for one rep tells that rep's alone.
SELECT given_scope('005ben');
SELECT given_user('005ann'), given_user('005ben');
SELECT given_account('001acme', '005ann'), given_opportunity('006a', '001acme', '005ann', 'Closed Lost', '2026-06-01');
SELECT given_task(rep, NULL, '2026-06-10 09:00', account => '001acme') FROM unnest('{005ann,005ben}'::text[]) AS rep;
