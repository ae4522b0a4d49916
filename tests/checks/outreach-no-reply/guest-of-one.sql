-- A4: of meetings only those count that the person is a guest of, and not one that is still to come.
SELECT given_user('005ann'), given_account('001acme'), given_contact('003al', '001acme'), given_contact('003bo', '001acme');
SELECT given_invitation('00Uone', '005ann', NULL, '2026-06-08 10:00', '003al'), given_invitation('00Utwo', '005ann', NULL, '2026-06-20 10:00', '003bo'),
       given_invitation('00Usoon', '005ann', NULL, '2026-06-30 12:00', '003al');
SELECT given_task('005ann', '003al', at::timestamp, subject => 'Mail ' || at)
  FROM generate_series('2026-06-04 09:00'::timestamp, '2026-06-18 09:00', '2 days') AS at;
