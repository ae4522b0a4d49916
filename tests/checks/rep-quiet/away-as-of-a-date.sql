-- A12, as of a date: the window is the whole days 1 to 30 June 2026. Ann was away on all of
-- them, Bea worked on the first, Cleo on the last.
SELECT given_as_of('2026-06-30');
SELECT given_setting('reps', 'roles', 'Account Executive');
SELECT given_user('005' || who, role => 'Account Executive') FROM unnest('{ann, bea, cleo}'::text[]) AS who;
SELECT given_leave('005ann', '2026-06-01', '2026-06-30'), given_leave('005bea', '2026-06-02', '2026-06-30'),
       given_leave('005cleo', '2026-06-01', '2026-06-29');
