-- A3, the day is the rep's own. For Ann in Los Angeles 23:59:59 and 00:00 are two days.
-- For Nia in New York 20:30 and 21:30 in Los Angeles are two days, and 21:30 and the next
-- 20:59:59 are one, the 6th. For Kai in Honolulu 02:59 and 22:00 are two days.
SELECT given_user('005ann', zone => 'America/Los_Angeles'), given_user('005nia', zone => 'America/New_York'),
       given_user('005kai', zone => 'Pacific/Honolulu');
SELECT given_contact('003bob'), given_contact('003cleo'), given_contact('003dot');
SELECT given_task('005ann', '003bob', at) FROM unnest('{2026-06-05 23:59:59, 2026-06-06 00:00}'::timestamp[]) AS at;
SELECT given_task('005nia', '003bob', at) FROM unnest('{2026-06-05 20:30, 2026-06-05 21:30}'::timestamp[]) AS at;
SELECT given_task('005nia', '003cleo', at) FROM unnest('{2026-06-05 21:30, 2026-06-06 20:59:59}'::timestamp[]) AS at;
SELECT given_task('005kai', '003dot', at) FROM unnest('{2026-06-05 02:59, 2026-06-05 22:00}'::timestamp[]) AS at;
