-- A12, reps named in the configuration: quiet where the last touch lies before 31 May
-- 12:00, or there is none. On that instant it is in the window, and so is a second before
-- the as-of instant; at that it is not there yet.
SELECT given_setting('reps', 'roles', 'Account Executive');
SELECT given_user('005' || who, role => 'Account Executive') FROM unnest('{never, before, first, last, now}'::text[]) AS who;
SELECT given_contact('003bob');
SELECT given_task('005before', '003bob', '2026-05-31 11:59:59'), given_task('005before', '003bob', '2025-01-02 09:00'),
       given_task('005first', '003bob', '2026-05-31 12:00'),
       given_task('005last', '003bob', '2026-06-30 11:59:59'), given_task('005now', '003bob', '2026-06-30 12:00');
