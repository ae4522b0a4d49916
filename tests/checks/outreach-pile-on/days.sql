-- A5, [t, t + 3 days): a second before the third day is over counts, its end does not.
SELECT given_user('005ann'), given_user('005ben');
SELECT given_contact('003under'), given_contact('003at'), given_contact('003over');
SELECT given_task('005ann', who, '2026-06-10 09:00') FROM unnest('{003under,003at,003over}'::text[]) AS who;
SELECT given_task('005ben', '003under', '2026-06-13 08:59:59'), given_task('005ben', '003at', '2026-06-13 09:00'),
       given_task('005ben', '003over', '2026-06-14 09:00');
