-- A3, days of 23 and 25 hours are days: 00:30 and 23:30 on 8 March 2026 are one day. On
-- 1 November the hour from 01:00 comes twice, and 00:30 and 23:30 are one day again.
SELECT given_as_of('2026-03-31');
SELECT given_user('005ann', zone => 'America/Los_Angeles');
SELECT given_contact('003bob'), given_contact('003cleo');
SELECT given_task('005ann', '003bob', at) FROM unnest('{2026-03-08 00:30, 2026-03-08 23:30}'::timestamp[]) AS at;
SELECT given_task('005ann', '003cleo', at) FROM unnest('{2026-03-07 23:30, 2026-03-08 00:30}'::timestamp[]) AS at;
