-- A2, a run for one rep tells that rep's alone.
SELECT given_scope('005ben');
SELECT given_user('005ann'), given_user('005ben');
SELECT given_account('001acme', '005ann'), given_contact('003al', '001acme');
SELECT given_task(rep, '003al', '2026-06-01 00:00'::timestamp + n * interval '1 hour')
  FROM unnest('{005ann, 005ben}'::text[]) AS rep, generate_series(1, 16) AS n;
