-- A12, wall-clock days where clocks go back on 1 November 2026: the window begins on 11 October 12:00, 721 hours back. Between lie 21 week days, 12 October to 9 November, without Columbus Day.
SELECT given_as_of('2026-11-10 12:00'), given_setting('reps', 'roles', 'AE'), given_user('005at', role => 'AE'), given_user('005out', role => 'AE'), given_contact('003al');
SELECT given_task('005at', '003al', '2026-10-11 12:00'), given_task('005out', '003al', '2026-10-11 11:59:59');
