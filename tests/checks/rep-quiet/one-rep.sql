-- A12, a run for one rep tells that one alone.
SELECT given_scope('005bea');
SELECT given_setting('reps', 'roles', 'Account Executive');
SELECT given_user('005ann', role => 'Account Executive'), given_user('005bea', role => 'Account Executive');
