-- A12, wall-clock days where clocks go forward on 8 March 2026: the window begins on 18
-- February 12:00; 11:30 that day is out, though less than 720 hours back. 90 days begin on
-- 20 December 12:00. One rep of the run's scope is told alone.
SELECT given_as_of('2026-03-20 12:00');
SELECT given_user('005' || who) FROM unnest('{in, out, first, before}'::text[]) AS who;
SELECT given_account('001before', '005before'), given_contact('003bob');
SELECT given_task('005in', '003bob', '2026-02-18 12:00'), given_task('005out', '003bob', '2026-02-18 11:30'),
       given_task('005first', '003bob', '2025-12-20 12:00'), given_task('005before', '003bob', '2025-12-20 11:59:59');
