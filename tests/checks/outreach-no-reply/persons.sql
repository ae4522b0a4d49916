-- A4, persons: leads and ids that lead nowhere are ones, deleted ones too; touches that
-- name an account alone are not; a reply of somebody else at the account changes nothing.
SELECT given_user('005ann');
SELECT given_account('001acme'), given_lead('00Qlee'), given_lead('00Qgone', deleted => true), given_contact('003cleo', '001acme'),
       given_contact('003gone', '001acme', deleted => true), given_contact('003bob', '001acme');
SELECT given_task('005ann', who, day, account => CASE WHEN who IS NULL THEN '001acme' END)
  FROM unnest('{00Qlee, 003nowhere, 00Qgone, 003gone, 003bob, NULL}'::text[]) AS who,
       generate_series('2026-06-01 09:00'::timestamp, '2026-06-05 09:00', '1 day') AS day;
SELECT given_task('005ann', '003cleo', '2026-06-04 12:00', subject => '[In] Hello');
