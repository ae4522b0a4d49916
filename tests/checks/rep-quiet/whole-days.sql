-- A12 counts working days that lie wholly in the window, days of the org. As of 30 June 20:00, which is July in UTC, that day isn't over.
SELECT given_as_of('2026-06-30 20:00'), given_setting('reps', 'roles', 'AE'), given_user('005ann', role => 'AE');
