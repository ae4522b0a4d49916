INSERT INTO leave VALUES ('005000000000901AAA', '2026-05-04', '2026-05-08', 'vacation', 'file'),
                         ('005000000000902AAA', '2026-06-01', '2026-06-01', 'sick', 'file');
INSERT INTO working_pattern VALUES ('005000000000901AAA', 1, '2026-01-01', '2026-12-31', '{1,2,3}', 'file'),
                                   ('005000000000902AAA', 1, '2026-01-01', '2026-12-31', NULL, 'file');
-- a year of it is enough; a run whose calendar is another fills it anew
CREATE TEMP TABLE year AS SELECT * FROM business_day WHERE day BETWEEN '2026-01-01' AND '2026-12-31';
TRUNCATE business_day;
INSERT INTO business_day SELECT * FROM year;
UPDATE business_calendar SET fingerprint = 'of before';
