-- A13 counts activities of any kind, direction and state, and what folds once. Ann: 16
-- touches, a meeting, a reply, an open task and an internal call, of which 2 are unlinked.
-- Ben: 18 touches and a pair that folds are 19. Cal: a pair without a person never folds.
SELECT given_user('005ann'), given_user('005ben'), given_user('005cal');
SELECT given_contact('003bob');
SELECT given_task(rep, '003bob', '2026-06-01 00:00'::timestamp + n * interval '1 hour')
  FROM unnest('{005ann, 005ben, 005cal}'::text[]) AS rep, generate_series(1, 16) AS n;
SELECT given_meeting('005ann', NULL, '2026-06-03 09:00');
SELECT given_task('005ann', NULL, '2026-06-03 10:00', subject => '[In] Hello'),
       given_task('005ann', '003bob', '2026-06-03 11:00', status => 'Not Started'),
       given_task('005ann', '003bob', '2026-06-03 12:00', subtype => 'Call', call_type => 'Internal');
SELECT given_task('005ben', '003bob', '2026-06-03 09:00'), given_task('005ben', '003bob', '2026-06-03 09:01'),
       given_task('005ben', NULL, '2026-06-03 10:00'), given_task('005ben', NULL, '2026-06-03 11:00');
SELECT given_task('005cal', '003bob', '2026-06-03 09:00'), given_task('005cal', '003bob', '2026-06-03 10:00'),
       given_task('005cal', NULL, '2026-06-03 11:00'), given_task('005cal', NULL, '2026-06-03 11:01');
