-- A3, 8 March 2026 has 23 hours: 00:30 and 23:30 are one day. The 7th's 23:30 and 00:30 are two,
-- 23:30 and the 9th's 00:30 as well, though by the winter's clock both lie on the 8th.
SELECT given_as_of('2026-03-31');
SELECT given_user('005ann', zone => 'America/Los_Angeles');
SELECT given_contact('003bob'), given_contact('003cleo'), given_contact('003dot');
SELECT given_task('005ann', '003bob', at) FROM unnest('{2026-03-08 00:30, 2026-03-08 23:30}'::timestamp[]) AS at;
SELECT given_task('005ann', '003cleo', at) FROM unnest('{2026-03-07 23:30, 2026-03-08 00:30}'::timestamp[]) AS at;
SELECT given_task('005ann', '003dot', at) FROM unnest('{2026-03-08 23:30, 2026-03-09 00:30}'::timestamp[]) AS at;
