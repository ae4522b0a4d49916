-- B9, what is a date: a day, month and year in the usual forms. A month, a quarter or a year
-- alone is none, nor is a number that no day has.
SELECT given_account('001acme', '005ann');
SELECT given_document('069' || n, '001acme', 'Acme notes ' || title)
  FROM (VALUES (10, '2026-05-01'), (11, '2026.5.1'), (12, '20260501'), (13, '01.05.2026'), (14, '5/1/26'), (15, '1 May 2026'), (16, '1st of May 2026'), (17, 'May 1st, 2026'),
               (18, 'May 2026'), (19, 'Q2 2026'), (20, '2026'), (21, '2026-13-01'), (22, '2026-05-32'), (23, '32/13/2026'), (24, '31 Dec. 2026'), (25, 'Sept 30 2026'), (26, '120260501'),
               (27, '202605011'), (28, '0 May 2026'), (29, '2026_05_31'), (30, '1st of May')) AS v (n, title);
