-- A8, a touch to a customer with an open P0 or P1 ticket: Acme waits with a P1, Best with a
-- P0 and a P1, of which the P0 is told. Calm has a P2, Done a P1 that is closed, and Easy
-- one that is closed by its status alone; Free is no customer.
SELECT given_setting('tickets', 'p0', 'Emergency'), given_setting('tickets', 'p1', 'high, Urgent');
SELECT given_user('005ann');
SELECT given_account('001' || n, '005ann', type => CASE n WHEN 'free' THEN 'Prospect' ELSE 'Customer' END)
  FROM unnest('{acme,best,calm,done,easy,free}'::text[]) AS n;
SELECT given_contact('003al', '001acme'), given_contact('003lo', '001acme');
SELECT given_ticket('500a', '001acme', ' High ', '2026-06-10 09:00'), given_ticket('500b', '001best', 'Urgent', '2026-06-01 09:00'),
       given_ticket('500c', '001best', 'Emergency', '2026-06-05 09:00'), given_ticket('500d', '001calm', 'Medium', '2026-06-01 09:00'),
       given_ticket('500e', '001done', 'High', '2026-06-01 09:00', true), given_ticket('500f', '001easy', 'High', '2026-06-01 09:00', NULL),
       given_ticket('500g', '001free', 'High', '2026-06-01 09:00');
UPDATE support_case SET status = 'Closed' WHERE case_id = '500f';
UPDATE support_case SET status = 'Closed' WHERE case_id = '500c';
SELECT given_task('005ann', '003al', '2026-06-12 09:00'), given_task('005ann', '003lo', '2026-06-13 09:00', 'Call');
SELECT given_task('005ann', NULL, '2026-06-12 09:00', account => '001' || n) FROM unnest('{best,calm,done,easy,free}'::text[]) AS n;
