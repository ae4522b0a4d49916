-- A2, the window is [31 May 12:00, 30 June 12:00): the sixteenth touch counts on its
-- first instant and a second before its end, not a second before it and not at its end.
SELECT given_user('005ann');
SELECT given_account('001first'), given_account('001before'), given_account('001last'), given_account('001after');
SELECT given_contact('003first', '001first'), given_contact('003before', '001before'), given_contact('003last', '001last'),
       given_contact('003after', '001after');
SELECT given_task('005ann', who, '2026-06-10 00:00'::timestamp + n * interval '1 hour')
  FROM unnest('{003first, 003before, 003last, 003after}'::text[]) AS who, generate_series(1, 15) AS n;
SELECT given_task('005ann', '003first', '2026-05-31 12:00'), given_task('005ann', '003before', '2026-05-31 11:59:59'),
       given_task('005ann', '003last', '2026-06-30 11:59:59'), given_task('005ann', '003after', '2026-06-30 12:00');
