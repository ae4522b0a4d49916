-- A8, whoever won an account's deal before it became another has made that one a customer: Acme at the as-of instant and day,
-- Best with nothing won, Calm with what is won tomorrow, Done a second later than the run looks. Echo is nobody's master.
SELECT given_setting('tickets', 'p0', 'Urgent'), given_user('005ann');
SELECT given_account('001' || n, '005ann'), given_account('001was' || n), given_ticket('500' || n, '001' || n, 'Urgent', '2026-06-10 09:00'),
       given_opportunity('006' || n, '001was' || n, '005ann', CASE n WHEN 'best' THEN 'Proposal' ELSE 'Closed Won' END,
                         CASE n WHEN 'calm' THEN '2026-07-01' ELSE '2026-06-30' END::date),
       given_task('005ann', NULL, '2026-06-12 09:00', account => '001' || n)
  FROM unnest('{acme,best,calm,done,echo}'::text[]) AS n;
INSERT INTO record_master (loser_id, master_id, merged_at)
SELECT '001was' || n, '001' || n, given_instant(CASE n WHEN 'done' THEN '2026-06-30 12:00:01' ELSE '2026-06-30 12:00' END::timestamp)
  FROM unnest('{acme,best,calm,done}'::text[]) AS n;
