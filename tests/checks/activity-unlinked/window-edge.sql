-- A13, of the window alone: with 19 inside it, Ann's twentieth is on its first instant,
-- Ben's a second before, Cal's on the as-of instant, Dot's a second before that.
SELECT given_user('005' || who) FROM unnest('{ann, ben, cal, dot}'::text[]) AS who;
SELECT given_contact('003bob');
SELECT given_task('005' || who, '003bob', '2026-06-01 00:00'::timestamp + n * interval '1 hour')
  FROM unnest('{ann, ben, cal, dot}'::text[]) AS who, generate_series(1, 17) AS n;
SELECT given_task('005' || who, NULL, '2026-06-11 00:00'::timestamp + n * interval '1 hour')
  FROM unnest('{ann, ben, cal, dot}'::text[]) AS who, generate_series(1, 2) AS n;
SELECT given_task('005ann', '003bob', '2026-05-31 12:00'), given_task('005ben', '003bob', '2026-05-31 11:59:59'),
       given_task('005cal', '003bob', '2026-06-30 12:00'), given_task('005dot', '003bob', '2026-06-30 11:59:59');
