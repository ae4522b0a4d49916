-- I1, one rep's deals with that rep's limits: trials of 14 days, told a day before. Over the leap day: 14 days from
-- 15 February 2028 are 29 February, from the 16th 1 March.
SELECT given_scope('005ann'), given_as_of('2028-02-28'), given_user('005ann', email => 'ann@acme.example'), given_account('001acme', name => 'Acme');
SELECT given_parameter('trial-expiring', 'trial_days', '14', rep => 'ann@acme.example'), given_parameter('trial-expiring', 'warn_days', '1', rep => 'ann@acme.example');
SELECT given_opportunity('006' || n, '001acme', owner), given_value('006' || n, 'trial_start', begins)
  FROM (VALUES ('a', '005ann', '2028-02-15'), ('b', '005ann', '2028-02-16'), ('c', '005ben', '2028-02-24'), ('d', '005ann', '2028-02-13')) AS v (n, owner, begins);
UPDATE opportunity_version SET amount = 60, name = '?' WHERE opportunity_id = '006a';
