-- H2, the window is the rep's: Ann's has 40 days, [21 May 12:00, …), Ben's 30, Cleo's 400. What a task calls a meeting
-- is none: nobody was there to see it in the calendar.
SELECT given_user('005' || n, email => n || '@acme.example') FROM unnest('{ann,ben,cleo}'::text[]) AS n;
SELECT given_parameter('meeting-unnoted', 'window_days', '40', rep => 'ann@acme.example'), given_parameter('meeting-unnoted', 'window_days', '400', rep => 'cleo@acme.example');
SELECT given_account('001acme', name => 'Acme'), given_contact('003cat', '001acme');
SELECT given_invitation('00U' || n, rep, '003cat', at::timestamp)
  FROM (VALUES ('a1', '005ann', '2026-05-21 12:00'), ('a2', '005ann', '2026-05-21 11:59:59'), ('b1', '005ben', '2026-05-31 12:00'), ('b2', '005ben', '2026-05-31 11:59:59'), ('c', '005cleo', '2025-06-10 09:00')) AS v (n, rep, at);
SELECT given_task('005ann', '003cat', '2026-06-10 09:00', NULL, type => 'Meeting');
