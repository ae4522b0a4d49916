-- A12, leave: the window is 31 May 12:00 to 30 June 12:00, its whole days are 1 to 29 June.
-- Ann was away on all working days of it (the 27th and 28th are a week-end), Bea came back
-- today, whose day is not over. Cleo was back on Monday the 29th, Dan left after the 1st.
-- Eve was away twice, with the 12th, a Friday, between.
SELECT given_setting('reps', 'roles', 'Account Executive');
SELECT given_user('005' || who, role => 'Account Executive') FROM unnest('{ann, bea, cleo, dan, eve}'::text[]) AS who;
SELECT given_leave('005ann', '2026-06-01', '2026-06-26'), given_leave('005ann', '2026-06-29', '2026-07-10'),
       given_leave('005bea', '2026-05-20', '2026-06-29'), given_leave('005cleo', '2026-05-20', '2026-06-28'),
       given_leave('005dan', '2026-06-02', '2026-06-30'), given_leave('005eve', '2026-05-30', '2026-06-11'),
       given_leave('005eve', '2026-06-13', '2026-06-30');
