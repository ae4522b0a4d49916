-- A8, the ticket must be open when the touch is made: at its opening it is, a second before
-- it isn't. One without an instant of opening counts as open all along; a deleted one never,
-- one of the future, as seen from the run, neither. A won deal makes a customer, too.
SELECT given_setting('tickets', 'p1', 'High');
SELECT given_user('005ann');
SELECT given_account('001' || n, '005ann', CASE n WHEN 'bin' THEN NULL ELSE ' ' END, CASE n WHEN 'won' THEN NULL ELSE 'Customer' END) FROM unnest('{at,before,when,bin,won,next}'::text[]) AS n;
SELECT given_opportunity('006won', '001won', '005ann', 'Closed Won', '2026-06-01');
SELECT given_ticket('500' || n, '001' || n, 'High', CASE n WHEN 'when' THEN NULL WHEN 'next' THEN '2026-06-30 12:00'::timestamp ELSE '2026-06-10 09:00' END) FROM unnest('{at,before,when,bin,won,next}'::text[]) AS n;
UPDATE support_case SET is_deleted = true WHERE case_id = '500bin';
UPDATE support_case SET number = NULL WHERE case_id = '500when';
SELECT given_task('005ann', NULL, CASE n WHEN 'before' THEN '2026-06-10 08:59:59'::timestamp WHEN 'next' THEN '2026-06-30 11:59' ELSE '2026-06-10 09:00' END, account => '001' || n)
  FROM unnest('{at,before,when,bin,won,next}'::text[]) AS n;
