-- A1, persons: a lead is one, so is an id that leads nowhere, without a name, and that
-- of a deleted contact or lead; no person at all is none.
SELECT given_user('005ann');
SELECT given_account('001acme', name => 'Acme');
SELECT given_lead('00Qlee'), given_lead('00Qgone', deleted => true), given_contact('003gone', '001acme', deleted => true);
SELECT given_task('005ann', who, day, account => CASE WHEN who IS NULL THEN '001acme' END)
  FROM unnest('{00Qlee, 00Qnowhere, 003nowhere, 00Qgone, 003gone, NULL}'::text[]) AS who,
       generate_series('2026-06-01 09:00'::timestamp, '2026-06-04 09:00', '1 day') AS day;
