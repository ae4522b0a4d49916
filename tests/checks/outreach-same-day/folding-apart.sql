-- A3, only rows of the same rep, kind, direction and done-state fold: Bob's open task and
-- Cleo's reply, first of each pair, must not swallow the e-mail after them, so with the
-- e-mail of the afternoon each has two.
SELECT given_user('005ann');
SELECT given_contact('003bob'), given_contact('003cleo');
SELECT given_task('005ann', '003bob', '2026-06-05 09:00', status => 'Not Started'), given_task('005ann', '003bob', '2026-06-05 09:01'),
       given_task('005ann', '003bob', '2026-06-05 15:00');
SELECT given_task('005ann', '003cleo', '2026-06-05 09:00', call_type => 'Inbound'), given_task('005ann', '003cleo', '2026-06-05 09:01'),
       given_task('005ann', '003cleo', '2026-06-05 15:00');
