-- What is said of a workbook's rows that were not taken; the first of many.
SELECT sheet, row, label, decision, problem FROM stage_decision WHERE outcome = 'rejected' ORDER BY place LIMIT 20
