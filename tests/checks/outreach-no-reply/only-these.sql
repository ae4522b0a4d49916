-- A4, the account is the first by id of the touches that count: not of one before the meeting, nor of another rep's.
SELECT given_user('005ann'), given_user('005ben'), given_account('001a'), given_account('001b'), given_account('001c'), given_account('001d'),
       given_contact('003al', '001d');
SELECT given_task('005ann', '003al', '2026-06-05 19:00', account => '001a'), given_meeting('005ann', '003al', '2026-06-08 10:00'),
       given_task('005ben', '003al', '2026-06-12 19:00', account => '001b'), given_task('005ann', '003al', '2026-06-10 19:00', account => '001c');
SELECT given_task('005ann', '003al', '2026-06-10 19:00'::timestamp + n * interval '1 day') FROM generate_series(1, 4) AS n;
