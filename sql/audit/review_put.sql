-- $1 rows of a workbook as a JSON array of objects
INSERT INTO stage_decision (place, subject, sheet, row, number, mark, label, decision, note, on_day, problem, outcome)
SELECT place, subject, sheet, row, number, mark, label, decision, note, on_day, problem, ''
  FROM jsonb_to_recordset($1::jsonb) AS r (place integer, subject text, sheet text, row integer, number text, mark text, label text,
                                           decision text, note text, on_day text, problem text)
