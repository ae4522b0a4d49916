-- A13, the rep's own thresholds: 2 of 20 each. SDRs are told above 10 %, which 2 of 20 is
-- not; Rex above 9.5; Una from 21 activities on; the robot is no rep.
SELECT given_user('005sam', role => 'Sales Development Rep'), given_user('005rex', role => 'Sales Development Rep'), given_user('005una'),
       given_user('005robot');
SELECT given_setting('reps', 'exclude', '005robot');
SELECT given_parameter('activity-unlinked', 'warn_over_percent', '10', role => 'SDR');
SELECT given_parameter('activity-unlinked', 'warn_over_percent', '9.5', rep => '005rex');
SELECT given_parameter('activity-unlinked', 'least_activities', '21', rep => '005una');
SELECT given_contact('003bob');
SELECT given_task(rep, '003bob', '2026-06-01 00:00'::timestamp + n * interval '1 hour')
  FROM unnest('{005sam, 005rex, 005una, 005robot}'::text[]) AS rep, generate_series(1, 18) AS n;
SELECT given_task(rep, NULL, '2026-06-11 00:00'::timestamp + n * interval '1 hour')
  FROM unnest('{005sam, 005rex, 005una, 005robot}'::text[]) AS rep, generate_series(1, 2) AS n;
