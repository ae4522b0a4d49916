-- A3 needs a person: leads and ids that lead nowhere are ones, deleted ones too; touches
-- that name an account alone are not. Two reps on one day are no repetition.
SELECT given_user('005ann'), given_user('005ben');
SELECT given_account('001acme'), given_lead('00Qlee'), given_contact('003gone', deleted => true), given_contact('003bob');
SELECT given_task('005ann', who, at, account => CASE WHEN who IS NULL THEN '001acme' END)
  FROM unnest('{00Qlee, 003nowhere, 003gone, NULL}'::text[]) AS who, unnest('{2026-06-05 09:00, 2026-06-05 15:00}'::timestamp[]) AS at;
SELECT given_task('005ann', '003bob', '2026-06-05 09:00'), given_task('005ben', '003bob', '2026-06-05 15:00');
