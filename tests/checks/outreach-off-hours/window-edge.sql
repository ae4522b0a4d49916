-- A10, the window is [31 May 12:00, 30 June 12:00), seen with working hours from 13:00 on; one
-- rep's run tells that rep's, and a user who is no rep is in none.
SELECT given_scope('005ann'), given_parameter('outreach-off-hours', 'from_hour', '13');
SELECT given_user('005ann'), given_user('005ben');
SELECT given_contact('003al');
SELECT given_task('005ann', '003al', at, subject => 'Hello at ' || at)
  FROM unnest('{2026-05-31 11:59:59, 2026-05-31 12:00, 2026-06-30 11:59:59, 2026-06-30 12:00}'::timestamp[]) AS at;
SELECT given_task('005ben', '003al', '2026-06-10 09:00');
