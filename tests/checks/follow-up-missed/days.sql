-- A11, 2 business days warn and 5 fail, at the deadline itself, counted from the next opening
-- when outside. As of Tuesday 30 June 12:00: who wrote on Friday 26 June 12:00 is due on
-- Tuesday 12:00, who wrote a second later isn't yet. Who wrote on Tuesday 23 June 12:00 has
-- waited 5 days, a second later not. Sunday 28 June opens on Monday 07:00: due on Wednesday.
SELECT given_calendar(), given_user('005ann'), given_account('001ann', '005ann');
SELECT given_account('001acme', '005ben');
SELECT given_contact('003' || n, '001acme') FROM unnest('{warn,under,fail,almost,sunday}'::text[]) AS n;
UPDATE contact_version SET owner_id = '005ann', name = CASE contact_id WHEN '003fail' THEN ' ' ELSE name END;
SELECT given_task('005ben', '003' || n, at, subject => '[In] Hello')
  FROM (VALUES ('warn', '2026-06-26 12:00'::timestamp), ('under', '2026-06-26 12:00:01'), ('fail', '2026-06-23 12:00'), ('almost', '2026-06-23 12:00:01'),
               ('sunday', '2026-06-28 10:00')) AS v (n, at);
