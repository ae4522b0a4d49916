-- A12, reps that nobody named need a touch in the last 90 days, since 1 April 12:00. All
-- own an account; Del's last touch is in the 30 days.
SELECT given_user('005' || who), given_account('001' || who, '005' || who) FROM unnest('{first, before, never, del}'::text[]) AS who;
SELECT given_contact('003bob');
SELECT given_task('005first', '003bob', '2026-04-01 12:00'), given_task('005before', '003bob', '2026-04-01 11:59:59'),
       given_task('005del', '003bob', '2026-06-10 09:00');
