-- A12, as of the end of 30 June the window begins on 1 June 00:00, a Monday: a meeting at that instant is one of that day. The 30th
-- is over; what comes at the as-of instant is of no day of it. 22 week days without Juneteenth.
SELECT given_as_of('2026-06-30'), given_setting('reps', 'roles', 'AE'), given_user('005ann', role => 'AE'), given_contact('003al');
SELECT given_meeting('005ann', '003al', '2026-06-01 00:00'), given_meeting('005ann', '003al', '2026-07-01 00:00');
