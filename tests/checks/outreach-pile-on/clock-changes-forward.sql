-- A5, where clocks go forward on 8 March 2026: from the 6th 12:00 to the 9th 12:00 are 71
-- hours and three days, so the second rep came too late to pile on.
SELECT given_as_of('2026-03-20 12:00');
SELECT given_user('005ann'), given_user('005ben');
SELECT given_contact('003under'), given_contact('003at');
SELECT given_task('005ann', who, '2026-03-06 12:00') FROM unnest('{003under,003at}'::text[]) AS who;
SELECT given_task('005ben', '003under', '2026-03-09 11:59:59'), given_task('005ben', '003at', '2026-03-09 12:00');
