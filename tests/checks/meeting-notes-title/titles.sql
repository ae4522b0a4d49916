-- B9, meeting notes of an account whose title lacks its name or a date. The name may stand
-- without its legal form, in any case, among any punctuation; other files are no notes.
SELECT given_account('001acme', '005ann', 'Acme, Inc.');
SELECT given_document('069' || lpad(n::text, 2, '0'), '001acme', title)
  FROM (VALUES (1, 'Acme 2026-05-01 meeting notes'), (2, 'ACME_notes_20260501'), (3, 'Meeting notes Acme Inc 1 May 2026.docx'), (4, 'Meeting notes 2026-05-01'),
               (5, 'Acme meeting notes'), (6, 'Meeting minutes'), (7, 'Acme offer'), (8, 'Notebook'), (9, 'Acmes notes 2026-05-01'), (10, 'notes: acme (5/1/26)')) AS v (n, title);
