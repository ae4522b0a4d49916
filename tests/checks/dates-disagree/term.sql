-- F5, twelve months from 1 May end on 30 April or 1 May, and a day of tolerance takes 2 May; 29 April and 3 May
-- are wrong. Month ends: a month from 31 January is 28 February, a year from 29 February 2028 the 28th.
SELECT given_opportunity('006' || n, NULL, '005ann', closes => '2026-01-01'), given_value('006' || n, 'effective_date', effective), given_value('006' || n, 'subscription_end', ends), given_value('006' || n, 'term', term)
  FROM (VALUES ('a', '2026-05-01', '2027-04-30', '12'), ('b', '2026-05-01', '2027-05-01', '1 year'), ('c', '2026-05-01', '2027-05-02', '12 months'), ('d', '2026-05-01', '2027-04-29', '12'), ('e', '2026-05-01', '2027-05-03', '12'),
               ('f', '2026-01-31', '2026-02-28', '1'), ('g', '2026-01-31', '2026-02-26', '1'), ('h', '2026-01-31', '2026-03-01', '1'), ('i', '2026-01-31', '2026-03-02', '1'),
               ('j', '2028-02-29', '2029-02-28', '12'), ('k', '2028-02-29', '2029-02-26', '12'), ('l', '2027-02-28', '2028-02-28', '12'), ('m', '2027-02-28', '2028-03-01', '12'), ('n', '2026-05-01', '2027-06-01', 'a while'), ('o', '2026-05-01', '2027-06-01', '1.5'), ('p', '2026-05-01', '2026-05-01', '12')) AS v (n, effective, ends, term);
