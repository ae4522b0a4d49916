-- A1, thresholds are those of the rep, rep over role over all. Four touches each: Ann has
-- the default, over 3 warns. Sam is an SDR (over 5 warns), Rex too but by himself over 1
-- warns, Una by her id over 2 fails; for Gil over 3 in 30 days fails.
SELECT given_user('005ann'), given_user('005sam', role => 'Sales Development Rep'),
       given_user('005rex', role => 'Sales Development Rep', email => 'rex@example.com'),
       given_user('005una', role => 'Sales Development Rep'), given_user('005gil');
SELECT given_parameter('outreach-person', 'warn_over_7d', '5', role => 'SDR');
SELECT given_parameter('outreach-person', 'warn_over_7d', '1', rep => 'Rex@Example.com');
SELECT given_parameter('outreach-person', 'warn_over_7d', '2', rep => '005una');
SELECT given_parameter('outreach-person', 'fail_over_7d', '2', rep => '005una');
SELECT given_parameter('outreach-person', 'fail_over_30d', '3', rep => '005gil');
SELECT given_contact('003bob');
SELECT given_task(rep, '003bob', day)
  FROM unnest('{005ann, 005sam, 005rex, 005una, 005gil}'::text[]) AS rep,
       generate_series('2026-06-01 09:00'::timestamp, '2026-06-04 09:00', '1 day') AS day;
