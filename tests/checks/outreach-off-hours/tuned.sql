-- A10, hours and limit are the rep's: Ann's begin at 7.5, and her third touch warns.
SELECT given_parameter('outreach-off-hours', 'from_hour', '7.5', rep => '005ann'), given_parameter('outreach-off-hours', 'to_hour', '17', rep => '005ann'),
       given_parameter('outreach-off-hours', 'warn_at', '3', rep => '005ann');
SELECT given_user('005ann'), given_user('005ben');
SELECT given_contact('003three'), given_contact('003two'), given_contact('003half');
SELECT given_task('005ann', '003three', at) FROM unnest('{2026-06-10 07:29:59, 2026-06-11 17:00, 2026-06-12 20:00}'::timestamp[]) AS at;
SELECT given_task('005ann', '003two', at) FROM unnest('{2026-06-10 07:29:59, 2026-06-11 17:00, 2026-06-12 16:59:59}'::timestamp[]) AS at;
SELECT given_task('005ann', '003half', at) FROM unnest('{2026-06-10 07:30, 2026-06-11 07:30, 2026-06-12 07:30}'::timestamp[]) AS at;
SELECT given_task('005ben', '003half', '2026-06-10 07:30');
