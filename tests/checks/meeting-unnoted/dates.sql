-- H2, the forms of a day in a title: of 3 May 2026 any usual one, day and month in either order; not the 13th or
-- 30th, another month or year, or the month alone. The window is set wider for it.
SELECT given_parameter('meeting-unnoted', 'window_days', '90');
SELECT given_account('001' || n, name => 'Acme'), given_contact('003' || n, '001' || n), given_invitation('00U' || n, '005ann', '003' || n, '2026-05-03 09:00'), given_document('069' || n, '001' || n, 'Acme notes ' || title)
  FROM (VALUES (10, '2026-05-03'), (11, '20260503'), (12, '2026.5.3'), (13, '03.05.2026'), (14, '5/3/26'), (15, '3 May 2026'), (16, 'May 3rd, 2026'), (17, '3rd of May 2026'), (18, '2026_05_03.docx'), (19, '2026 05 03'),
               (30, '2026-05-13'), (31, '2026-05-30'), (32, '2026-06-03'), (33, '2025-05-03'), (34, 'May 2026'), (35, '13 May 2026'), (36, '5/3/25'), (37, 'May 30, 2026'), (38, '120260503'), (39, '202605031'), (40, '15/3/26')) AS v (n, title);
