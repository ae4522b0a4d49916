-- A10, outside 08:00 to 18:00: 07:59:59 and 18:00 are, 08:00 and 17:59:59 aren't. A touch
-- without a time of day says nothing, one that names no person neither.
SELECT given_user('005ann');
SELECT given_account('001acme', '005ann');
SELECT given_contact('003early', '001acme'), given_contact('003eight'), given_contact('003last'), given_contact('003six'), given_contact('003dated'), given_lead('00Qtwice');
SELECT given_task('005ann', '003early', '2026-06-10 07:59:59'), given_task('005ann', '003eight', '2026-06-10 08:00'),
       given_task('005ann', '003last', '2026-06-10 17:59:59'), given_task('005ann', '003six', '2026-06-10 18:00'),
       given_task('005ann', '00Qtwice', '2026-06-10 23:30'), given_task('005ann', '00Qtwice', '2026-06-11 03:15'), given_task('005ann', '00Qtwice', '2026-06-11 12:00'),
       given_task('005ann', NULL, '2026-06-10 23:00', account => '001acme');
SELECT given_dated_task('005ann', '003dated', '2026-06-10'), given_task('005ann', '003gone', '2026-06-10 03:00');
