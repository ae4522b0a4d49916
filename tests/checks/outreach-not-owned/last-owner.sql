-- A7, the owner that is named is the one at the last of the touches.
SELECT given_user('005ann'), given_user('005ben'), given_user('005cleo');
SELECT given_account('001acme', '005ann'), given_new_owner('001acme', '005ben', '2026-06-15 00:00'), given_contact('003al', '001acme');
SELECT given_task('005cleo', '003al', '2026-06-10 09:00'), given_task('005cleo', '003al', '2026-06-20 09:00'), given_task('005cleo', '003al', '2026-06-11 09:00');
