-- A2 leaves the catch-all accounts out; Acme, as busy, is told.
SELECT given_user('005ann');
SELECT given_setting('accounts', 'catch_all', '001lost, 001found');
SELECT given_account('001lost'), given_account('001found'), given_account('001acme');
SELECT given_contact('003al', '001lost'), given_contact('003bo', '001found'), given_contact('003cy', '001acme');
SELECT given_task('005ann', who, '2026-06-01 00:00'::timestamp + n * interval '1 hour')
  FROM unnest('{003al, 003bo, 003cy}'::text[]) AS who, generate_series(1, 16) AS n;
