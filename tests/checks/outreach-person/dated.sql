-- A1, a task without a time stands at the first instant of its day in the org's zone: 31
-- May is before the window's 12:00 and out, 30 June is in.
SELECT given_user('005ann');
SELECT given_contact('003may'), given_contact('003june');
SELECT given_dated_task('005ann', '003may', day) FROM unnest('{2026-05-31, 2026-06-01, 2026-06-02, 2026-06-03}'::date[]) AS day;
SELECT given_dated_task('005ann', '003june', day) FROM unnest('{2026-06-27, 2026-06-28, 2026-06-29, 2026-06-30}'::date[]) AS day;
