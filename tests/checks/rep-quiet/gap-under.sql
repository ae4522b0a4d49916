-- A12, just under 20 %: of the 21 working days from 1 to 29 April 2026 (3, 5, 5, 5 and 3 of five weeks) Ann has 4 with
-- anything done, 19.05 % and a logging gap; Bea has 5, 23.8 %.
SELECT given_as_of('2026-04-30 12:00'), given_setting('reps', 'roles', 'Account Executive');
SELECT given_user('005' || who, role => 'Account Executive') FROM unnest('{ann,bea}'::text[]) AS who;
SELECT given_contact('003bob'), given_meeting('005bea', '003bob', '2026-04-10 09:00');
SELECT given_meeting(rep, '003bob', at) FROM unnest('{005ann,005bea}'::text[]) AS rep, generate_series('2026-04-06 09:00'::timestamp, '2026-04-09 09:00', '1 day') AS at;
