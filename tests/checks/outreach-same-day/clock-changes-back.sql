-- A3, 1 November 2026 has 25 hours: 00:30 and 23:30 are one day, 00:30 and the next day's
-- 00:00 are not, nor are the day before's 23:30 and 00:30, though by the winter's clock both
-- lie on 31 October. The hour from 01:00 comes twice: 01:30 and 01:30 an hour later are two touches.
SELECT given_as_of('2026-11-15');
SELECT given_user('005ann', zone => 'America/Los_Angeles');
SELECT given_contact('003bob'), given_contact('003cleo'), given_contact('003dot'), given_contact('003eve');
SELECT given_task('005ann', '003bob', at) FROM unnest('{2026-11-01 00:30, 2026-11-01 23:30}'::timestamp[]) AS at;
SELECT given_task('005ann', '003cleo', at) FROM unnest('{2026-11-01 00:30, 2026-11-02 00:00}'::timestamp[]) AS at;
SELECT given_task('005ann', '003dot', at) FROM unnest('{2026-10-31 23:30, 2026-11-01 00:30}'::timestamp[]) AS at;
SELECT given_task('005ann', '003eve', '2026-11-01 01:30') FROM generate_series(1, 2);
UPDATE task SET completed_at = '2026-11-01T08:30:00Z' WHERE task_id = (SELECT min(task_id) FROM task WHERE who_id = '003eve');
