-- A4, per rep and with the rep's thresholds: Ann's 3 and Ben's 3 are nobody's 6. SDRs warn
-- at 3, Rex by himself at 4, Una fails at 3; a robot that is no rep is not told.
SELECT given_user('005ann'), given_user('005ben'), given_user('005sam', role => 'Sales Development Rep'),
       given_user('005rex', role => 'Sales Development Rep'), given_user('005una', role => 'Sales Development Rep'),
       given_user('005robot');
SELECT given_setting('reps', 'exclude', '005robot');
SELECT given_parameter('outreach-no-reply', 'warn_at', '3', role => 'SDR');
SELECT given_parameter('outreach-no-reply', 'warn_at', '4', rep => '005rex');
SELECT given_parameter('outreach-no-reply', 'fail_at', '3', rep => '005una');
SELECT given_contact('003bob');
SELECT given_task(rep, '003bob', day)
  FROM unnest('{005ann, 005ben, 005sam, 005rex, 005una}'::text[]) AS rep,
       generate_series('2026-06-01 09:00'::timestamp, '2026-06-03 09:00', '1 day') AS day;
SELECT given_task('005robot', '003bob', day) FROM generate_series('2026-06-01 09:00'::timestamp, '2026-06-09 09:00', '1 day') AS day;
