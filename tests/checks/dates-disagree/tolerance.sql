-- F5, the tolerance is a setting: with none the end is the very day; for one rep it may be wider.
SELECT given_user('005ann', email => 'ann@acme.example'), given_parameter('dates-disagree', 'tolerance_days', '0'), given_parameter('dates-disagree', 'tolerance_days', '30', rep => 'ann@acme.example');
SELECT given_opportunity('006' || n, NULL, owner, closes => '2026-01-01'), given_value('006' || n, 'effective_date', '2026-05-01'), given_value('006' || n, 'subscription_end', ends), given_value('006' || n, 'term', '12')
  FROM (VALUES ('a', '005ben', '2027-05-01'), ('b', '005ben', '2027-04-30'), ('c', '005ann', '2027-05-31'), ('d', '005ann', '2027-06-01')) AS v (n, owner, ends);
