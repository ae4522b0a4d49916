-- A12, who works when, whole days 1 to 29 June 2026: Ann starts on 30 June, Bea left on 31
-- May, Cleo works on Fridays alone (5, 12 and 26; the 19th is Juneteenth), Dan on Saturdays
-- (6, 13, 20 and 27), Eve up to 3 June and again from the 25th (1, 2, 3, 25, 26 and 29).
-- Fay has no days of her own. Gus works on the 19th, which is a holiday.
SELECT given_setting('reps', 'roles', 'Account Executive');
SELECT given_user('005' || who, role => 'Account Executive') FROM unnest('{ann, bea, cleo, dan, eve, fay, gus}'::text[]) AS who;
SELECT given_pattern('005ann', first_day => '2026-06-30'), given_pattern('005bea', last_day => '2026-05-31'),
       given_pattern('005cleo', weekdays => '{5}'), given_pattern('005dan', weekdays => '{6}'),
       given_pattern('005eve', last_day => '2026-06-03'), given_pattern('005eve', first_day => '2026-06-25'),
       given_pattern('005gus', '2026-06-19', '2026-06-19', '{5}');
