-- A3, what never folds: calls, and rows without a time, both across sources alone.
SELECT given_user('005ann');
SELECT given_contact('003bob'), given_contact('003cleo');
SELECT given_task('005ann', '003bob', at, subtype => 'Call') FROM unnest('{2026-06-05 09:00, 2026-06-05 09:01}'::timestamp[]) AS at;
SELECT given_dated_task('005ann', '003cleo', '2026-06-05'), given_dated_task('005ann', '003cleo', '2026-06-05');
