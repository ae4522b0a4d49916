-- A12, logging gap or effort gap: of the 20 working days in the 30, the week-ends and
-- Juneteenth left out, Ann has 4 with anything done (20 %, not under it) and Bea 3. Cleo's
-- limit is 50 %. Two activities a day, those of week-ends, open tasks, Dan's on the last,
-- unfinished day and Eve's before the first whole day add nothing. A meeting counts, and so
-- does what an evening in Los Angeles has of the next day in UTC.
SELECT given_setting('reps', 'roles', 'Account Executive');
SELECT given_user('005' || who, role => 'Account Executive') FROM unnest('{ann, bea, cleo, dan, eve}'::text[]) AS who;
SELECT given_parameter('rep-quiet', 'logging_gap_under', '50', rep => '005cleo');
SELECT given_contact('003bob');
SELECT given_meeting('005ann', '003bob', '2026-06-01 09:00'), given_meeting('005ann', '003bob', '2026-06-29 23:30'),
       given_task('005ann', '003bob', '2026-06-03 09:00', subject => 'Inbound call'),
       given_task('005ann', '003bob', '2026-06-04 09:00', subtype => 'Task');
SELECT given_meeting('005bea', '003bob', '2026-06-01 09:00'), given_meeting('005bea', '003bob', '2026-06-01 10:00'),
       given_meeting('005bea', '003bob', '2026-06-02 23:30'), given_meeting('005bea', '003bob', '2026-06-04 09:00'),
       given_meeting('005bea', '003bob', '2026-06-06 09:00'), given_meeting('005bea', '003bob', '2026-06-19 09:00'),
       given_task('005bea', '003bob', '2026-06-08 09:00', status => 'Waiting');
SELECT given_meeting('005cleo', '003bob', day + time '09:00')
  FROM generate_series('2026-06-08'::timestamp, '2026-06-18', '1 day') AS day;
SELECT given_meeting('005dan', '003bob', '2026-06-30 09:00');
SELECT given_meeting('005eve', '003bob', '2026-05-31 13:00');
