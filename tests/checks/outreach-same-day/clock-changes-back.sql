-- A3, 1 November 2026 has 25 hours: 00:30 and 23:30 are one day, 00:30 and the next day's
-- 00:00 are not.
SELECT given_as_of('2026-11-15');
SELECT given_user('005ann', zone => 'America/Los_Angeles');
SELECT given_contact('003bob'), given_contact('003cleo');
SELECT given_task('005ann', '003bob', at) FROM unnest('{2026-11-01 00:30, 2026-11-01 23:30}'::timestamp[]) AS at;
SELECT given_task('005ann', '003cleo', at) FROM unnest('{2026-11-01 00:30, 2026-11-02 00:00}'::timestamp[]) AS at;
