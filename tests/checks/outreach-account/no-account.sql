-- A2, touches to contacts without an account are no account's, however many.
SELECT given_user('005ann');
SELECT given_contact('003al'), given_contact('003bo');
SELECT given_task('005ann', who, '2026-06-01 00:00'::timestamp + n * interval '1 hour')
  FROM unnest('{003al, 003bo, 003nowhere}'::text[]) AS who, generate_series(1, 30) AS n;
