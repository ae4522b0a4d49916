INSERT INTO review_decision (subject, number, label, decision, note, on_day, decided_by, decided_on, print, reopened_times,
                             file_sha256, sheet, row, state, reason) VALUES
  ('finding', 2, 'Olden more seats', 'waive', 'asked for', '2026-12-31', '005000000000902AAA', '2026-04-21', 'x', 2, 'aa', 'Findings', 4,
   'applied', ''),
  ('finding', 9, 'nobody', 'done', '', '', '005000000000902AAA', '2026-04-21', 'x', 0, 'aa', 'Findings', 5, 'rejected', 'no such finding');
