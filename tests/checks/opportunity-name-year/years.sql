-- B5, a year is 20xx, not inside a longer run of digits and not after a currency sign.
SELECT given_account('001acme', '005ann');
SELECT given_opportunity('006' || n, '001acme', '005ann') FROM generate_series(10, 27) AS n;
UPDATE opportunity_version AS o SET name = v.name
  FROM (VALUES (10, 'Acme'), (11, 'Acme 2026'), (12, 'Acme FY2026-27'), (13, 'Acme 12026'), (14, 'Acme 20261'), (15, 'Acme $2026'), (16, 'Acme € 2026'),
               (17, 'Acme 1999'), (18, 'Acme 2100'), (19, '2000 hosts'), (20, 'Acme 2099'), (21, 'Acme $2026 2027'), (22, 'Acme£2026'), (23, 'Acme 202'),
               (24, '?'), (25, NULL), (26, 'Acme $500 2026'), (27, 'Acme 20x6')) AS v (n, name)
 WHERE o.opportunity_id = '006' || v.n;
