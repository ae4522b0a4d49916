-- A5, days are wall-clock days in the org's zone. Clocks go back on 1 November 2026: from
-- 30 October 12:00 to 2 November 11:30 are 72.5 hours and less than three days.
SELECT given_as_of('2026-11-10 12:00');
SELECT given_user('005ann'), given_user('005ben');
SELECT given_contact('003autumn'), given_contact('003over');
SELECT given_task('005ann', who, '2026-10-30 12:00') FROM unnest('{003autumn,003over}'::text[]) AS who;
SELECT given_task('005ben', '003autumn', '2026-11-02 11:30'), given_task('005ben', '003over', '2026-11-02 12:00');
