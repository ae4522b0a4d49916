-- A3, thresholds of the rep: three each. SDRs fail at 5 and warn at 3, Rex by himself
-- warns at 4, Ann has the default.
SELECT given_user('005ann'), given_user('005sam', role => 'Sales Development Rep'), given_user('005rex', role => 'Sales Development Rep');
SELECT given_parameter('outreach-same-day', 'warn_at', '3', role => 'Sales Development Rep');
SELECT given_parameter('outreach-same-day', 'fail_at', '5', role => 'Sales Development Rep');
SELECT given_parameter('outreach-same-day', 'warn_at', '4', rep => '005rex');
SELECT given_contact('003bob');
SELECT given_task(rep, '003bob', at)
  FROM unnest('{005ann, 005sam, 005rex}'::text[]) AS rep, unnest('{2026-06-05 09:00, 2026-06-05 12:00, 2026-06-05 15:00}'::timestamp[]) AS at;
