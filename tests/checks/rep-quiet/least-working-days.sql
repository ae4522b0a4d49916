-- A12, least_working_days: with 3 asked for, Bea's two days back (26 and 29 June 2026, a
-- Friday and a Monday) are too few and Cleo's three are enough. With 0 even Ann, who was
-- away all the time, is told.
SELECT given_setting('reps', 'roles', 'Account Executive');
SELECT given_user('005' || who, role => 'Account Executive') FROM unnest('{ann, bea, cleo}'::text[]) AS who;
SELECT given_parameter('rep-quiet', 'least_working_days', '3'), given_parameter('rep-quiet', 'least_working_days', '0', rep => '005ann');
SELECT given_leave('005ann', '2026-05-01', '2026-07-10'), given_leave('005bea', '2026-05-01', '2026-06-25'),
       given_leave('005cleo', '2026-05-01', '2026-06-24');
