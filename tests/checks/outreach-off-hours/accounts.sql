-- A10, of touches that name several accounts with one person the finding names the first by id.
SELECT given_user('005ann'), given_account('001b'), given_account('001a'), given_account('001c'), given_contact('003al', '001b');
SELECT given_task('005ann', '003al', '2026-06-10 19:00'::timestamp + n * interval '1 hour', account => account)
  FROM (VALUES (1, '001c'), (2, '001b'), (3, '001a'), (0, '001b'), (4, '001b')) AS v (n, account);
