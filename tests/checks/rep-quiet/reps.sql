-- A12, only reps: who left is none though named, a user of another role is none, a robot
-- left out is none. The window is the rep's: 60 days for SDRs, 5 for Rex.
SELECT given_setting('reps', 'roles', 'Account Executive, Sales Development Rep');
SELECT given_setting('reps', 'exclude', '005robot');
SELECT given_user('005left', role => 'Account Executive', active => false), given_user('005robot', role => 'Account Executive'),
       given_user('005cook', role => 'Cook'), given_user('005sam', role => 'Sales Development Rep'),
       given_user('005sid', role => 'Sales Development Rep'), given_user('005rex', role => 'Sales Development Rep');
SELECT given_parameter('rep-quiet', 'window_days', '60', role => 'SDR');
SELECT given_parameter('rep-quiet', 'window_days', '5', rep => '005rex');
SELECT given_contact('003bob');
SELECT given_task('005sam', '003bob', '2026-05-01 12:00'), given_task('005sid', '003bob', '2026-05-01 11:59:59'),
       given_task('005rex', '003bob', '2026-06-25 11:00'), given_task('005cook', '003bob', '2026-04-10 11:00');
